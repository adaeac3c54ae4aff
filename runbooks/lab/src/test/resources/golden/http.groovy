param 'url'

step('http') { http.get("${params.url}/page").status }
step('http.get') { http.get("${params.url}/page").text }
step('http.head') { http.head("${params.url}/page").status }
step('http.post') { http.post("${params.url}/page", json: [a: 1]).status }
step('http.post (reads)') { http.post("${params.url}/page", json: [a: 1], reads: true).status }
step('http.put') { http.put("${params.url}/page", body: 'x').status }
step('http.patch') { http.patch("${params.url}/page", json: [a: 2]).status }
step('http.delete') { http.delete("${params.url}/page").status }
