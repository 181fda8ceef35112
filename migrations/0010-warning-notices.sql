-- What Ofsted's file says of a school beside its inspections: how many monitoring and urgent inspections there were since the last
-- graded one, and how many warning notices it was given in the academic year that the file's heading names (`2024/25`).
alter table school_record
  add monitoring_inspections smallint,
  add warning_notices smallint,
  add warning_notices_in text;
