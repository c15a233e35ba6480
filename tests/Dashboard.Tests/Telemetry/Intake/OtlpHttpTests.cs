using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CcDemo.Dashboard.Otlp;
using CcDemo.Dashboard.Tests.Hosting;
using Google.Protobuf;
using Grpc.Core;

namespace CcDemo.Dashboard.Tests.Telemetry.Intake;

/// <summary>OTLP over HTTP as the specification describes it, and what is refused.</summary>
public sealed class OtlpHttpTests : IAsyncLifetime
{
    private const string Protobuf = "application/x-protobuf";
    private const string Json = "application/json";
    private const string TraceId = "5b8efff798038103d269b633813fc60c";

    private static readonly byte[] _oneSpan = OtlpSender.OneSpan("producer", trace: 1, span: 1).ToByteArray();

    private static readonly HttpClient _http = new();
    private RunningDashboard _dashboard = null!;

    public async Task InitializeAsync() => _dashboard = await RunningDashboard.StartAsync();

    public async Task DisposeAsync() => await _dashboard.DisposeAsync();

    [Fact]
    public async Task Traces_come_in_as_JSON()
    {
        using var response = await SendAsync("/v1/traces", Json, Encoding.UTF8.GetBytes($$$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"curl"}}]},
              "scopeSpans":[{"scope":{"name":"by.hand"},"unknownField":{"a":[1]},"spans":[{"traceId":"{{{{TraceId.ToUpperInvariant()}}}}","spanId":"EEE19B7EC3C1B174",
              "parentSpanId":"EEE19B7EC3C1B173","name":"I'm a server span","startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
              "kind":2,"status":{"code":2,"message":"no"},"droppedAttributesCount":3,
              "attributes":[{"key":"n","value":{"intValue":"42"}},{"key":"m","value":{"intValue":43}},{"key":"list","value":{"arrayValue":{"values":[{"boolValue":true},{"doubleValue":1.5}]}}}],
              "links":[{"traceId":"{{{{TraceId}}}}","spanId":"eee19b7ec3c1b175"}]}]}]}]}
            """));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Json, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("{ }", await response.Content.ReadAsStringAsync());
        var span = (await _dashboard.JsonAsync($"/api/traces/{TraceId}")).GetProperty("spans")[0];
        Assert.Equal("eee19b7ec3c1b174", span.GetProperty("spanId").GetString());
        Assert.Equal("eee19b7ec3c1b173", span.GetProperty("parentSpanId").GetString());
        Assert.Equal("server", span.GetProperty("kind").GetString());
        Assert.Equal("error", span.GetProperty("status").GetString());
        Assert.Equal(1000, span.GetProperty("durationMs").GetDouble());
        Assert.Equal("42", span.GetProperty("attributes").GetProperty("n").GetString());
        Assert.Equal("43", span.GetProperty("attributes").GetProperty("m").GetString());
        Assert.Equal("[true, 1.5]", span.GetProperty("attributes").GetProperty("list").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Traces_come_in_as_Protobuf_compressed_or_not(bool isCompressed)
    {
        using var response = await SendAsync("/v1/traces", Protobuf, isCompressed ? Gzip(_oneSpan) : _oneSpan, isCompressed ? "gzip" : null);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(Protobuf, response.Content.Headers.ContentType!.MediaType);
        Assert.Null(ExportTraceServiceResponse.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync()).PartialSuccess);
        Assert.Single((await _dashboard.JsonAsync("/api/traces")).EnumerateArray());
    }

    [Theory]
    [InlineData(Protobuf)]
    [InlineData(Json)]
    public async Task Rejected_spans_are_counted_in_the_encoding_of_the_request(string type)
    {
        var request = OtlpSender.OneSpan("x", trace: 1, span: 1);
        request.ResourceSpans[0].ScopeSpans[0].Spans[0].TraceId = ByteString.Empty;

        using var response = await SendAsync(
            "/v1/traces", type, type == Json ? """{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"x"}]}]}]}"""u8.ToArray() : request.ToByteArray());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsByteArrayAsync();
        var answer = type == Json ? JsonParser.Default.Parse<ExportTraceServiceResponse>(Encoding.UTF8.GetString(body)) : ExportTraceServiceResponse.Parser.ParseFrom(body);
        Assert.Equal(1, answer.PartialSuccess.RejectedSpans);
    }

    [Theory]
    [InlineData("/v1/traces", "")]
    [InlineData("/v1/traces", "{")]
    [InlineData("/v1/traces", "[]")]
    [InlineData("/v1/traces", "\"text\"")]
    [InlineData("/v1/traces", "{\"resourceSpans\":{}}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[1]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[],\"resourceSpans\":[]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"abc\"}]}]}]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":7}]}]}]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"-1\"}]}]}]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"startTimeUnixNano\":\"99999999999999999999999\"}]}]}]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":{}}]}]}]}")]
    [InlineData("/v1/traces", "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"\\ud800\"}]}]}]}")]
    [InlineData("/v1/metrics", "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"sum\":{\"dataPoints\":[{\"asDouble\":\"many\"}]}}]}]}]}")]
    [InlineData("/v1/metrics", "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"sum\":{},\"gauge\":{}}]}]}]}")]
    [InlineData("/v1/logs", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"severityNumber\":\"loud\"}]}]}]}")]
    [InlineData("/v1/logs", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":{\"bytesValue\":\"***\"}}]}]}]}")]
    public async Task Malformed_JSON_gets_400_with_a_status_in_JSON(string path, string body)
    {
        using var response = await SendAsync(path, Json, Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(Json, response.Content.Headers.ContentType!.MediaType);
        var status = JsonParser.Default.Parse<Otlp.Status>(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)StatusCode.InvalidArgument, status.Code);
        Assert.NotEmpty(status.Message);
    }

    [Fact]
    public async Task Deeply_nested_and_wrongly_encoded_JSON_gets_400()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200);
        using var nested = await SendAsync("/v1/traces", Json, Encoding.UTF8.GetBytes(deep));
        using var latin1 = await SendAsync("/v1/traces", Json, [.. "{\"a\":\""u8, 0xE4, .. "\"}"u8]);

        Assert.Equal(HttpStatusCode.BadRequest, nested.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, latin1.StatusCode);
    }

    [Fact]
    public async Task Whatever_is_broken_off_or_changed_in_a_message_never_is_more_than_a_400()
    {
        var random = new Random(1);
        foreach (var path in new[] { "/v1/traces", "/v1/metrics", "/v1/logs" })
        {
            for (var round = 0; round < 100; round++)
            {
                var body = _oneSpan[..random.Next(_oneSpan.Length + 1)].ToArray();
                for (var change = random.Next(4); change > 0 && body.Length > 0; change--)
                {
                    body[random.Next(body.Length)] = (byte)random.Next(256);
                }

                using var response = await SendAsync(path, Protobuf, body);
                Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{response.StatusCode} for {Convert.ToHexString(body)}");
                if (response.StatusCode == HttpStatusCode.BadRequest)
                {
                    Assert.Equal((int)StatusCode.InvalidArgument, Otlp.Status.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync()).Code);
                }
            }
        }
    }

    [Fact]
    public async Task What_is_not_gzip_although_it_says_so_gets_400()
    {
        using var response = await SendAsync("/v1/traces", Protobuf, _oneSpan, "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData("application/xml", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData(null, null)]
    [InlineData(Protobuf, "br")]
    public async Task A_wrong_media_type_or_encoding_gets_415(string? type, string? encoding)
    {
        using var response = await SendAsync("/v1/traces", type, _oneSpan, encoding);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task What_is_too_large_gets_413_also_when_it_only_becomes_so()
    {
        using var plain = await SendAsync("/v1/logs", Json, new byte[5_000_000]);
        using var chunked = await SendAsync("/v1/logs", Json, new byte[5_000_000], isChunked: true);
        var bomb = Gzip(new byte[50_000_000]);
        using var inflated = await SendAsync("/v1/logs", Protobuf, bomb, "gzip");

        Assert.True(bomb.Length < 1_000_000);
        Assert.All([plain, chunked, inflated], response => Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode));
    }

    [Fact]
    public async Task A_wrong_key_gets_401_on_every_path_and_either_key_is_right()
    {
        await using var dashboard = await RunningDashboard.StartAsync($"{SettingNames.OtlpApiKey}=first", $"{SettingNames.OtlpSecondaryApiKey}=second");

        foreach (var path in new[] { "/v1/traces", "/v1/metrics", "/v1/logs" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, key: null));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, "third"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, "first"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(path, "second"));
        }

        async Task<HttpStatusCode> StatusAsync(string path, string? key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(dashboard.OtlpHttp, path)) { Content = new StringContent("{}", Encoding.UTF8, Json) };
            if (key is not null)
            {
                request.Headers.Add("x-otlp-api-key", key);
            }

            using var response = await _http.SendAsync(request);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Each_address_serves_its_own_purpose_only()
    {
        using var pagesOnOtlp = await _http.GetAsync(new Uri(_dashboard.OtlpHttp, "/api/traces"));
        using var otlpOnPages = await _http.PostAsync(new Uri(_dashboard.Pages, "/v1/traces"), new ByteArrayContent(_oneSpan) { Headers = { ContentType = new MediaTypeHeaderValue(Protobuf) } });
        using var foreign = new HttpRequestMessage(HttpMethod.Post, new Uri(_dashboard.OtlpHttp, "/v1/traces")) { Headers = { Host = "evil.example" } };
        using var byOtherName = await _http.SendAsync(foreign);

        Assert.Equal(HttpStatusCode.NotFound, pagesOnOtlp.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, otlpOnPages.StatusCode);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, byOtherName.StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? type, byte[] body, string? encoding = null, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_dashboard.OtlpHttp, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        request.Headers.TransferEncodingChunked = isChunked;
        // A refusal before the body is read must not meet a body that is still being sent.
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await _http.SendAsync(request);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }
}
