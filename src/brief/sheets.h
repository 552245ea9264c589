/* Account sheets: rival accounts of one happening side by side, a column a claimant, a row an attribute. */
#ifndef SR_BRIEF_SHEETS_H
#define SR_BRIEF_SHEETS_H

#include "brief/page.h"

/* A section of the page with a sheet for each group; nothing if there is no group. */
SR_MUST_CHECK sr_status sr_sheets_add(sr_page *page, sr_ledger *ledger, const sr_accounts *accounts, sr_error *err);

#endif
