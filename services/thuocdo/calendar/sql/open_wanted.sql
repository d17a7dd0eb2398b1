-- open_wanted(): where wanted rows are gathered, and the calendar as it is; until the transaction ends
LOCK TABLE thuocdo.calendar_change IN EXCLUSIVE MODE;
CREATE TEMPORARY TABLE wanted (LIKE thuocdo.special_day) ON COMMIT DROP;
CREATE TEMPORARY TABLE before ON COMMIT DROP AS
SELECT day, kind, off, paired_day, name_vi, origin FROM report.internal_special_day
