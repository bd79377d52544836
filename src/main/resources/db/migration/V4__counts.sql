-- How many designs there are in each state is asked for with every list: counting along design_by_status reads ten times as much.
create index design_status on design (status);
