using System.Net.Mime;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Net.Http.Headers;

namespace CcDemo.Dashboard.Telemetry.Intake;

/// <summary>How an OTLP message over HTTP is written: binary Protobuf or JSON. An answer is written as its request was.</summary>
internal abstract class OtlpHttpEncoding
{
    public static OtlpHttpEncoding Protobuf { get; } = new ProtobufEncoding();

    public static OtlpHttpEncoding Json { get; } = new JsonEncoding();

    protected abstract string MediaType { get; }

    /// <summary>The encoding that a request names, or null.</summary>
    public static OtlpHttpEncoding? Find(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return null;
        }

        var isUtf8 = type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase);
        return type.MediaType.Equals(Protobuf.MediaType, StringComparison.OrdinalIgnoreCase) ? Protobuf
            : type.MediaType.Equals(Json.MediaType, StringComparison.OrdinalIgnoreCase) && isUtf8 ? Json
            : null;
    }

    /// <summary>The encoding for an answer: JSON where the request names none.</summary>
    public static OtlpHttpEncoding Of(HttpRequest request) => Find(request) ?? Json;

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">It is malformed; the message says why.</exception>
    public abstract T Read<T>(byte[] body, MessageParser<T> parser) where T : IMessage<T>;

    public Task WriteAsync(HttpResponse response, IMessage message)
    {
        response.ContentType = MediaType;
        var body = Write(message);
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, response.HttpContext.RequestAborted).AsTask();
    }

    /// <summary>Answers with a status and, as OTLP wants it, a <c>google.rpc.Status</c>.</summary>
    public Task RefuseAsync(HttpResponse response, int status, StatusCode code, string reason)
    {
        response.StatusCode = status;
        return WriteAsync(response, new Otlp.Status { Code = (int)code, Message = reason });
    }

    protected abstract byte[] Write(IMessage message);

    private sealed class ProtobufEncoding : OtlpHttpEncoding
    {
        protected override string MediaType => "application/x-protobuf";

        public override T Read<T>(byte[] body, MessageParser<T> parser)
        {
            try
            {
                return parser.ParseFrom(body);
            }
            catch (InvalidProtocolBufferException invalid)
            {
                throw new InvalidDataException($"The body is not the expected Protobuf message: {invalid.Message}", invalid);
            }
        }

        protected override byte[] Write(IMessage message) => message.ToByteArray();
    }

    private sealed class JsonEncoding : OtlpHttpEncoding
    {
        protected override string MediaType => MediaTypeNames.Application.Json;

        public override T Read<T>(byte[] body, MessageParser<T> parser) => OtlpJson.Read<T>(body);

        protected override byte[] Write(IMessage message) => OtlpJson.Write(message);
    }
}
