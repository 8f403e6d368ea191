#!/bin/sh
# Run once by the image of PostgreSQL, when its data folder is empty: the product's own user, who owns the product's database and
# may nothing else. The superuser is the operator's.
set -eu
psql --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\set password `cat "$DATABASE_PASSWORD_FILE"`
create role l2d login password :'password';
create database l2d owner l2d;
SQL
