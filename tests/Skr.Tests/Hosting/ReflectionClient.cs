using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;

namespace CcDemo.Skr.Tests;

/// <summary>A client of gRPC that knows of a service what the server tells by reflection, and no more: as grpcurl.</summary>
internal sealed class ReflectionClient(Uri address) : IDisposable
{
    private static readonly Marshaller<byte[]> _bytes = Marshallers.Create(bytes => bytes, bytes => bytes);
    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(address);

    public async Task<IReadOnlyList<string>> ServicesAsync()
        => [.. (await AskAsync(new ServerReflectionRequest { ListServices = "*" })).ListServicesResponse.Service.Select(service => service.Name)];

    public async Task<ServiceDescriptor> DescribeAsync(string service)
    {
        var answer = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = service });
        return FileDescriptor.BuildFromByteStrings(answer.FileDescriptorResponse.FileDescriptorProto)
            .SelectMany(file => file.Services)
            .Single(found => found.FullName == service);
    }

    /// <summary>Calls a method with fields by their names; a value is a string or bytes, in the answer too.</summary>
    /// <exception cref="RpcException">The server refuses.</exception>
    public async Task<IReadOnlyDictionary<string, object>> CallAsync(string service, string method, params (string Field, object Value)[] fields)
    {
        var description = (await DescribeAsync(service)).FindMethodByName(method);
        var answer = await CallAsync($"{service}/{method}", Write(description.InputType, fields));
        return Read(description.OutputType, answer);
    }

    /// <summary>Calls a method with a message as it is.</summary>
    public async Task<byte[]> CallAsync(string path, byte[] message, CallOptions options = default)
    {
        var at = path.IndexOf('/', StringComparison.Ordinal);
        var call = new Method<byte[], byte[]>(MethodType.Unary, path[..at], path[(at + 1)..], _bytes, _bytes);
        return await _channel.CreateCallInvoker().AsyncUnaryCall(call, host: null, options, message);
    }

    public void Dispose() => _channel.Dispose();

    private static byte[] Write(MessageDescriptor type, (string Field, object Value)[] fields)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            foreach (var (name, value) in fields)
            {
                var field = type.FindFieldByName(name) ?? throw new ArgumentException($"{type.FullName} has no field {name}.");
                output.WriteTag(field.FieldNumber, WireFormat.WireType.LengthDelimited);
                switch ((field.FieldType, value))
                {
                    case (FieldType.String, string text):
                        output.WriteString(text);
                        break;
                    case (FieldType.Bytes, byte[] bytes):
                        output.WriteBytes(ByteString.CopyFrom(bytes));
                        break;
                    default:
                        throw new ArgumentException($"{field.FullName} is {field.FieldType}.");
                }
            }
        }

        return buffer.ToArray();
    }

    private static Dictionary<string, object> Read(MessageDescriptor type, byte[] message)
    {
        var fields = new Dictionary<string, object>();
        var input = new CodedInputStream(message);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var field = type.FindFieldByNumber(WireFormat.GetTagFieldNumber(tag));
            fields[field.Name] = field.FieldType == FieldType.String ? input.ReadString() : input.ReadBytes().ToByteArray();
        }

        return fields;
    }

    private async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(_channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var answer = call.ResponseStream.Current;
        Assert.Null(answer.ErrorResponse);
        return answer;
    }
}
