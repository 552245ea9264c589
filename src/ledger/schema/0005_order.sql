-- What a page of claims by day, or of those that fall due, needs so as not to look at every report.

-- The reports of a day as a range of ids; kept by the trigger.
CREATE TABLE report_day (
  said TEXT PRIMARY KEY,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO report_day SELECT said, min(id), max(id) FROM report WHERE said IS NOT NULL GROUP BY said;
CREATE TRIGGER report_day_of AFTER INSERT ON report WHEN NEW.said IS NOT NULL BEGIN
  INSERT INTO report_day VALUES (NEW.said, NEW.id, NEW.id) ON CONFLICT (said) DO UPDATE SET last = NEW.id;
END;

-- A report's day and whether it stands, without its text.
CREATE INDEX report_about ON report (id, said, superseded_by);

CREATE INDEX claim_due ON claim (id)
  WHERE kind = 'forecast' OR modality IN ('demanded', 'offered') OR (kind = 'aid' AND deadline IS NOT NULL);
