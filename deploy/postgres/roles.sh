#!/bin/bash
# The hub and Evolution API get a role and a database each, and neither can connect to the other's. The
# image runs this when it makes its data; it may be run again at any time, which sets the passwords:
#
#   docker compose exec postgres bash /docker-entrypoint-initdb.d/roles.sh
#
#   HUB_PASSWORD         of the role and database "bactrian"
#   EVOLUTION_PASSWORD   of the role and database "evolution"
set -euo pipefail

# By the server's own socket. The passwords reach psql by its environment: no process shows them.
sql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres; }

role_with_database() { # NAME PASSWORD
  ROLE=$1 PASSWORD=$2 sql <<'END'
\getenv role ROLE
\getenv password PASSWORD
select format('create role %I', :'role') where not exists (select from pg_roles where rolname = :'role') \gexec
-- The one that made the cluster is a superuser and has to stay it: in data of an earlier version.
select format('alter role %I nosuperuser nocreatedb nocreaterole noreplication nobypassrls', :'role')
  where :'role' <> (select rolname from pg_roles where oid = 10) \gexec
select format('alter role %I login password %L', :'role', :'password') \gexec
select format('create database %I owner %I', :'role', :'role')
  where not exists (select from pg_database where datname = :'role') \gexec
select format('alter database %I owner to %I', :'role', :'role') \gexec
select format('revoke all on database %I from public', :'role') \gexec
END
}

# What data of an earlier version have made as another role.
own_tables() { # NAME
  ROLE=$1 sql <<'END'
\getenv role ROLE
\connect :"role"
select format('alter %s %s owner to %I',
    case relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
    oid::regclass, :'role')
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
    and pg_get_userbyid(relowner) <> :'role'
    -- Of a table's column: it goes with the table.
    and not (relkind = 'S' and exists (select from pg_depend where objid = pg_class.oid and deptype in ('a', 'i')))
  \gexec
select format('alter type %s owner to %I', oid::regtype, :'role')
  from pg_type
  where typnamespace = 'public'::regnamespace and typtype = 'e' and pg_get_userbyid(typowner) <> :'role' \gexec
END
}

role_with_database bactrian "${HUB_PASSWORD:?}"
role_with_database evolution "${EVOLUTION_PASSWORD:?}"
own_tables evolution
sql <<'END'
revoke all on database postgres from public;
END
