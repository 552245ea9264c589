/* Account sheets: rival accounts of one happening side by side, a column a claimant, a row an attribute. */
#ifndef SR_BRIEF_SHEETS_H
#define SR_BRIEF_SHEETS_H

#include "brief/page.h"

/* The sheet of a group. Figures, and days, that are not all the same are bars on one axis inside their cells. */
SR_MUST_CHECK sr_status sr_sheet_add(sr_page *page, sr_ledger *ledger, const sr_account_group *group, sr_error *err);

#endif
