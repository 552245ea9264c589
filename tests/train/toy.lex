army	NOUN NOUN:sing
seized	VERB VERB:past
held	VERB VERB:past
Bridge	NOUN NOUN:sing
village	NOUN NOUN:sing
