namespace CcDemo.Skr.Tests.Conformance;

/// <summary>
/// What the Go sidecar 2.7 (and where it is said 2.13) was observed to answer by HTTP, case by case: the number and the
/// name of the case, the request, its status, ours, and the form of our body. Where the two differ, docs/parity.md says why.
/// </summary>
internal static class HttpCases
{
    private const string Json = "application/json";
    private const string Report = """^\{"report":"0[0-9a-f]{2367}"\}$""";
    private const string Token = """^\{"token":"eyJ[\w-]+\.[\w-]+\.[\w-]+"\}$""";
    private const string NotFound = "^404 page not found$";

    public static TheoryData<int, string, string, string, string?, string?, int, int, string> All => new()
    {
        { 1, "status", "GET", "/status", null, null, 200, 200, """^\{"message":"Status OK"\}$""" },
        { 2, "status head", "HEAD", "/status", null, null, 404, 404, "^$" },
        { 3, "status post", "POST", "/status", "{}", Json, 404, 404, NotFound },
        { 4, "unknown", "GET", "/nope", null, null, 404, 404, NotFound },
        { 5, "root", "GET", "/", null, null, 404, 404, NotFound },
        { 6, "trailing slash", "GET", "/status/", null, null, 301, 301, """^<a href="/status">Moved Permanently</a>\.\n\n$""" },
        { 7, "case", "GET", "/Status", null, null, 404, 404, NotFound },
        { 8, "double slash", "GET", "//status", null, null, 404, 404, NotFound },
        { 9, "get on post route", "GET", "/attest/raw", null, null, 404, 404, NotFound },
        { 10, "put", "PUT", "/key/release", "{}", Json, 404, 404, NotFound },

        { 11, "ok", "POST", "/attest/raw", """{"runtime_data": "aGVsbG8="}""", Json, 200, 200, Report },
        { 12, "ok no content-type", "POST", "/attest/raw", """{"runtime_data": "aGVsbG8="}""", null, 200, 200, Report },
        { 13, "ok text/plain", "POST", "/attest/raw", """{"runtime_data": "aGVsbG8="}""", "text/plain", 200, 200, Report },
        { 14, "empty body", "POST", "/attest/raw", "", Json, 400, 400, Error("has no body") },
        { 15, "{}", "POST", "/attest/raw", "{}", Json, 400, 400, Error("lacks 'runtime_data'") },
        { 16, "malformed {", "POST", "/attest/raw", "{", Json, 400, 400, Error("not valid JSON") },
        { 17, "malformed text", "POST", "/attest/raw", "hello", Json, 400, 400, Error("not valid JSON") },
        { 18, "trailing comma", "POST", "/attest/raw", """{"runtime_data":"aGVsbG8=",}""", Json, 400, 400, Error("not valid JSON") },
        { 19, "array", "POST", "/attest/raw", "[]", Json, 400, 400, Error("not a JSON object") },
        { 20, "null", "POST", "/attest/raw", "null", Json, 400, 400, Error("lacks 'runtime_data'") },
        { 21, "number", "POST", "/attest/raw", """{"runtime_data": 5}""", Json, 400, 400, Error("not a string") },
        { 22, "empty string", "POST", "/attest/raw", """{"runtime_data": ""}""", Json, 400, 400, Error("lacks 'runtime_data'") },
        { 23, "null value", "POST", "/attest/raw", """{"runtime_data": null}""", Json, 400, 400, Error("lacks 'runtime_data'") },
        { 24, "bad base64 !!!!", "POST", "/attest/raw", """{"runtime_data": "!!!!"}""", Json, 400, 400, Error("not standard base64") },
        { 25, "base64 no pad", "POST", "/attest/raw", """{"runtime_data": "aGVsbG8"}""", Json, 400, 400, Error("not standard base64") },
        { 26, "base64url chars", "POST", "/attest/raw", """{"runtime_data": "_-8="}""", Json, 400, 400, Error("not standard base64") },
        { 27, "base64 w newline", "POST", "/attest/raw", """{"runtime_data": "aGVs\nbG8="}""", Json, 200, 200, Report },
        { 28, "base64 bad trailing bits", "POST", "/attest/raw", """{"runtime_data": "aGVsbG9="}""", Json, 200, 200, Report },
        { 29, "base64 space", "POST", "/attest/raw", """{"runtime_data": "aGVs bG8="}""", Json, 400, 400, Error("not standard base64") },
        { 30, "other case field", "POST", "/attest/raw", """{"Runtime_Data": "aGVsbG8="}""", Json, 200, 200, Report },
        { 31, "extra field", "POST", "/attest/raw", """{"runtime_data": "aGVsbG8=", "x": 1}""", Json, 200, 200, Report },
        { 32, "dup field", "POST", "/attest/raw", """{"runtime_data":"!!","runtime_data":"aGVsbG8="}""", Json, 200, 200, Report },
        { 33, "trailing garbage", "POST", "/attest/raw", """{"runtime_data":"aGVsbG8="} garbage""", Json, 200, 200, Report },
        { 34, "BOM", "POST", "/attest/raw", "\uFEFF{\"runtime_data\":\"aGVsbG8=\"}", Json, 400, 400, Error("not valid JSON") },

        { 35, "ok", "POST", "/attest/maa", """{"maa_endpoint": "maa.test", "runtime_data": "eyJhIjoxfQ=="}""", Json, 200, 200, Token },
        { 36, "ok runtime not json", "POST", "/attest/maa", """{"maa_endpoint": "maa.test", "runtime_data": "aGVsbG8="}""", Json, 200, 200, Token },
        { 37, "empty body", "POST", "/attest/maa", "", Json, 400, 400, Error("has no body") },
        { 38, "{}", "POST", "/attest/maa", "{}", Json, 400, 400, Error("lacks 'maa_endpoint'") },
        { 39, "no endpoint", "POST", "/attest/maa", """{"runtime_data": "aGVsbG8="}""", Json, 400, 400, Error("lacks 'maa_endpoint'") },
        { 40, "no runtime", "POST", "/attest/maa", """{"maa_endpoint": "maa.test"}""", Json, 400, 400, Error("lacks 'runtime_data'") },
        { 41, "malformed", "POST", "/attest/maa", """{"maa""", Json, 400, 400, Error("not valid JSON") },
        { 42, "bad base64", "POST", "/attest/maa", """{"maa_endpoint": "maa.test", "runtime_data": "!!!!"}""", Json, 400, 400, Error("not standard base64") },
        { 43, "number", "POST", "/attest/maa", """{"maa_endpoint": 1, "runtime_data": "eyJhIjoxfQ=="}""", Json, 400, 400, Error("not a string") },
        { 44, "refused", "POST", "/attest/maa", """{"maa_endpoint": "127.0.0.1:1", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("cannot be reached") },
        { 45, "unresolvable", "POST", "/attest/maa", """{"maa_endpoint": "nosuch.invalid", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("cannot be reached|did not answer in time") },
        { 46, "https:// prefixed", "POST", "/attest/maa", """{"maa_endpoint": "https://maa.test", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 200, Token },
        { 47, "plain http port", "POST", "/attest/maa", """{"maa_endpoint": "localhost:8090", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("not trusted") },
        { 48, "with port", "POST", "/attest/maa", """{"maa_endpoint": "localhost:8443", "runtime_data": "eyJhIjoxfQ=="}""", Json, 200, 200, Token },
        { 49, "trailing slash", "POST", "/attest/maa", """{"maa_endpoint": "maa.test/", "runtime_data": "eyJhIjoxfQ=="}""", Json, 200, 200, Token },
        { 50, "with path", "POST", "/attest/maa", """{"maa_endpoint": "maa.test/x", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error(@"HOST\[:PORT\]") },
        { 51, "space in endpoint", "POST", "/attest/maa", """{"maa_endpoint": "bad host", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error(@"HOST\[:PORT\]") },
        { 52, "tls name mismatch", "POST", "/attest/maa", """{"maa_endpoint": "vm", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("not trusted.*RemoteCertificateNameMismatch") },
        { 53, "maa answers 400", "POST", "/attest/maa", """{"maa_endpoint": "err400.maa.test", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("status 400: no good report") },
        { 54, "maa answers {}", "POST", "/attest/maa", """{"maa_endpoint": "empty.maa.test", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("without a token") },
        { 55, "maa answers html", "POST", "/attest/maa", """{"maa_endpoint": "notjson.maa.test", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("not a JSON object") },
        { 56, "maa answers 201", "POST", "/attest/maa", """{"maa_endpoint": "code201.maa.test", "runtime_data": "eyJhIjoxfQ=="}""", Json, 403, 403, Error("is no token") },

        { 57, "empty body", "POST", "/key/release", "", Json, 400, 400, Error("has no body") },
        { 58, "{}", "POST", "/key/release", "{}", Json, 400, 400, Error("lacks 'maa_endpoint'") },
        { 59, "malformed", "POST", "/key/release", "{", Json, 400, 400, Error("not valid JSON") },
        { 60, "no kid", "POST", "/key/release", """{"maa_endpoint": "maa.test", "akv_endpoint": "akv.test"}""", Json, 400, 400, Error("lacks 'kid'") },
        { 61, "empty akv", "POST", "/key/release", """{"maa_endpoint": "maa.test", "akv_endpoint": "", "kid": "rsahsm", "access_token": "tok"}""", Json, 400, 400, Error("lacks 'akv_endpoint'") },
        { 62, "number kid", "POST", "/key/release", """{"maa_endpoint": "maa.test", "akv_endpoint": "akv.test", "kid": 5, "access_token": "tok"}""", Json, 400, 400, Error("'kid' is not a string") },
        { 63, "maa refused", "POST", "/key/release", """{"maa_endpoint": "127.0.0.1:1", "akv_endpoint": "akv.test", "kid": "rsahsm", "access_token": "tok"}""", Json, 403, 403, Error("provider 127.0.0.1:1 cannot be reached") },
        { 64, "akv refused", "POST", "/key/release", """{"maa_endpoint": "maa.test", "akv_endpoint": "127.0.0.1:1", "kid": "rsahsm", "access_token": "tok"}""", Json, 403, 403, Error("vault 127.0.0.1:1 cannot be reached") },
        { 65, "maa 400", "POST", "/key/release", """{"maa_endpoint": "err400.maa.test", "akv_endpoint": "akv.test", "kid": "rsahsm", "access_token": "tok"}""", Json, 403, 403, Error("status 400: no good report") },
        { 66, "akv plain http", "POST", "/key/release", """{"maa_endpoint": "maa.test", "akv_endpoint": "localhost:8090", "kid": "rsahsm", "access_token": "tok"}""", Json, 403, 403, Error("vault localhost:[0-9]+ cannot be reached") },

        { 213_1, "2.13: combined", "POST", "/attest/combined", """{"runtime_data": "aGVsbG8="}""", Json, 200, 200, """^\{"endorsed_tcb":"[0-9a-f]{16}","endorsements":"[\w+/=]+","evidence":"[\w+/=]+","uvm_endorsements":"[\w+/=]+"\}$""" },
        { 213_2, "2.13: combined {}", "POST", "/attest/combined", "{}", Json, 400, 400, Error("lacks 'runtime_data'") },
        { 213_3, "2.13: combined bad base64", "POST", "/attest/combined", """{"runtime_data": "!!!!"}""", Json, 400, 400, Error("not standard base64") },
        { 213_4, "2.13: combined get", "GET", "/attest/combined", null, null, 404, 404, NotFound },
        { 213_5, "redirect of a post", "POST", "/attest/raw/", """{"runtime_data": "aGVsbG8="}""", Json, 307, 307, "^$" },
    };

    private static string Error(string sentence) => $$"""^\{"error":"[^"]*({{sentence}})[^"]*"\}$""";
}
