// What Node itself costs at the least: a script that is no ES module.
