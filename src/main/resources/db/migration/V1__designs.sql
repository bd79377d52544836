-- Designs of the service, their steps and reports. The same on SQLite and PostgreSQL but for ${blob}.
-- Times are milliseconds since 1970, UTC.
create table design (
    id varchar(64) primary key,
    name varchar(200),
    status varchar(16) not null,
    reason text,
    target text not null,
    tolerance double precision not null,
    priority integer not null,
    created bigint not null,
    started bigint,
    ended bigint,
    evaluations integer not null,
    seconds double precision not null,
    best_error double precision,
    search text not null,
    submit_key varchar(200) unique,
    request text not null
);
create index design_newest on design (created, id, search);
create index design_by_status on design (status, created, id, search);
create index design_ended on design (ended);

-- field: the decoded phase field of a proposal, float32, little endian; dropped when the design has ended
create table design_step (
    design varchar(64) not null references design (id),
    number integer not null,
    kind varchar(24) not null,
    taken bigint not null,
    seconds double precision not null,
    payload text not null,
    field ${blob},
    primary key (design, number)
);

create table design_report (
    design varchar(64) primary key references design (id),
    report text not null
);
