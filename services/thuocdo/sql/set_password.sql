-- set_password(): ALTER ROLE takes no parameters
DO $$
BEGIN
    EXECUTE format('ALTER ROLE %I PASSWORD %L', current_setting('thuocdo.role'),
                   current_setting('thuocdo.verifier'));
END
$$
