-- Events, what is known of specimens, runs, discrepancies, dead letters and the audit trail. The same on SQLite and PostgreSQL but
-- for ${serial}. Times are milliseconds since 1970, UTC.

-- phases: hard and soft as E:nu, GPa; target: JSON, GPa; both null until told
create table specimen (
    name varchar(200) primary key,
    microstructure varchar(64),
    hard varchar(60),
    soft varchar(60),
    target text
);

-- hash: of the event as it was sent; content: of what it says, its files included
create table event (
    number ${serial},
    source varchar(200) not null,
    id varchar(200) not null,
    hash varchar(64) not null,
    content varchar(64) not null,
    subject varchar(200) not null,
    type varchar(60) not null,
    time bigint,
    received bigint not null,
    state varchar(16) not null,
    reason text,
    data text not null,
    unique (source, id)
);
create index event_by_state on event (state, number);
create index event_by_subject on event (subject, number);

-- basis: what its result depends on; result: JSON, units in the names
create table event_run (
    event bigint primary key references event (number),
    subject varchar(200) not null,
    what varchar(24) not null,
    state varchar(16) not null,
    started bigint not null,
    ended bigint,
    basis text,
    result text
);
create index event_run_by_subject on event_run (subject, event);

-- difference of measurement and simulation, both with their standard uncertainties [GPa]
create table discrepancy (
    event bigint primary key references event (number),
    subject varchar(200) not null,
    property varchar(8) not null,
    measured double precision not null,
    measured_uncertainty double precision not null,
    simulated double precision not null,
    simulated_uncertainty double precision not null,
    time bigint not null
);

create table dead_letter (
    number ${serial},
    received bigint not null,
    origin varchar(200) not null,
    reason text not null,
    raw text not null,
    state varchar(16) not null
);

create table audit (
    number ${serial},
    event bigint,
    time bigint not null,
    what text not null
);
create index audit_by_event on audit (event, number);
