-- What the surrogate said when the event came, before its run: JSON; null until it has spoken, or where it has nothing to say.
alter table event add column prediction text;
