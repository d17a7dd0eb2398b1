COPY pg_temp.staging FROM STDIN (FORMAT binary)
