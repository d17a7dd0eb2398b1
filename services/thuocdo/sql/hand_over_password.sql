-- hand_over_password(role, verifier): for set_password, until the end of the transaction
SELECT set_config('thuocdo.role', $1::text, true), set_config('thuocdo.verifier', $2::text, true)
