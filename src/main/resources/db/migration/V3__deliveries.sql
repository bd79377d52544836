-- Results that lab data systems are to hear of. The same on SQLite and PostgreSQL. Times are milliseconds since 1970, UTC.
create table lab_result (
    id varchar(200) primary key,
    kind varchar(24) not null,
    subject varchar(200) not null,
    taken bigint not null,
    json text not null,
    folder text
);

-- The last number given. Whoever takes one holds the row until its commit, so that numbers are in the order of commits.
create table delivery_number (
    last bigint not null
);
insert into delivery_number (last) values (0);

-- state: waiting, delivered or refused; known: what the other side answered before the delivery was whole, a JSON object
create table delivery (
    id bigint primary key,
    result varchar(200) not null references lab_result (id),
    sink varchar(64) not null,
    state varchar(16) not null,
    attempts integer not null,
    reason text,
    known text not null,
    created bigint not null,
    ended bigint,
    unique (result, sink)
);
create index delivery_next on delivery (sink, state, id);
