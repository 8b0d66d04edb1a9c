// A page that asks nothing goes on by itself; without this script, its button does.
document.getElementById("deconnexion").submit();
