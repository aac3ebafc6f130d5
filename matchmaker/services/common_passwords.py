"""What people choose when a password has to be long: words and rows of keys that guessers try first.

An own, short list. A password made only of these, with digits or signs around or between them, is refused.
"""

WORDS = frozenset("""
admin administrador administrator access acceso amigo amigos amor amorcito angel animal apple argentina bailar baby
banana barcelona baseball basketball batman beautiful bienvenido bienvenidos boston bogota bonita buenos aires butterfly
cambiame carlos casa changeme charlie chile chocolate clave colombia computer computadora contrasena contrasenia
corazon correct horse battery staple cookie cristiano cristo daniel default demo dios donald dragon empresa enero
entrar espana estrella familia felicidad flower football forever freedom friend friends futbol galaxy gatito ginger
google guest gustavo hello hola hunter iloveyou internet invitado jesus jesucristo jessica jordan julio junio killer
leon letmein lima linda liverpool login love lovely lucky lunes madrid manager mariana maria martes marzo master matrix
mexico michael miamor misma monkey mundo music musica naruto nicole ninja nothing novembre october orange pakistan papa
pass passw passwd password passwort pass word patito peace perro perrito peru please pokemon power primavera princess
princesa private puma qazwsx querty qwer qwert qwerty qwertyui qwertyuiop asdf asdfg asdfgh asdfghjkl zxcv zxcvb zxcvbn
zxcvbnm rainbow realmadrid robert samsung santiago secret secreta secreto security septiembre service servicio
shadow silver soccer sol solo spring star starwars summer sunshine superman superstar teamo temporal tequiero test
tester testing the thomas trustno one two three user usuario verano viernes virgen welcome whatever wifi windows winter
world yellow yo abc abcd abcde
abcdef abcdefg abcdefgh xyz asd qwe zxc you your my mi te me el la de del los las and is it que
""".split())  # noqa: SIM905 -- words read best as words

#: Runs along which a finger slides; any part of one, forwards or backwards, is a guess.
RUNS = (
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "01234567890123456789012345678901234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiopasdfghjklnzxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0",
)

#: The service's own words: no better than the name of the dog.
SITE_WORDS = frozenset("""
pacific alliance alianza pacifico alianzadelpacifico pacificalliance matchmaking matchmaker encuentros encuentro
creativo creativos creative mision misiones mission missions
""".split())  # noqa: SIM905 -- as above
