using CcDemo.Skr.Limits;
using Grpc.AspNetCore.Server;
using Grpc.Reflection;
using Microsoft.Extensions.Options;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace CcDemo.Skr.KeyProvider;

internal static class KeyProviderExtensions
{
    /// <summary>The frame around a message: one byte for its compression, four for its length.</summary>
    private const int Frame = 5;

    private static ServiceDescriptor[] Described =>
    [
        V27.KeyProviderService.Descriptor,
        V213.KeyProviderService.Descriptor,
        Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
        Grpc.Reflection.V1.ServerReflection.Descriptor,
    ];

    public static IServiceCollection AddKeyProvider(this IServiceCollection services)
    {
        services.AddGrpc(grpc => grpc.Interceptors.Add<CallErrors>());
        // A compressed message can be many times as large as what was received.
        services.PostConfigure<GrpcServiceOptions>(grpc => grpc.CompressionProviders.Clear());
        services.AddOptions<GrpcServiceOptions>().Configure<IOptions<LimitOptions>>(
            (grpc, limits) => grpc.MaxReceiveMessageSize = limits.Value.RequestBytes - Frame);
        return services
            .AddSingleton<AttestationAgent>()
            .AddSingleton(_ => new ReflectionServiceImpl(Described))
            .AddSingleton(_ => new ReflectionV1ServiceImpl(Described));
    }

    /// <summary>
    /// Answers calls of gRPC. What is needed for them is put together by the first call: most sidecars never get one, and
    /// finding the methods of the services takes a tenth of the start.
    /// </summary>
    public static void UseKeyProvider(this IApplicationBuilder app)
    {
        var calls = new Lazy<RequestDelegate>(() => BuildCalls(app.ApplicationServices));
        app.Use(next => context => IsCall(context.Request) ? calls.Value(context) : next(context));
    }

    private static bool IsCall(HttpRequest request)
        => HttpProtocol.IsHttp2(request.Protocol) && request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) is true;

    private static RequestDelegate BuildCalls(IServiceProvider services)
    {
        var calls = new ApplicationBuilder(services);
        calls.UseRouting();
        calls.UseEndpoints(endpoints =>
        {
            endpoints.MapGrpcService<KeyProviderServiceV27>();
            endpoints.MapGrpcService<KeyProviderServiceV213>();
            endpoints.MapGrpcService<ReflectionServiceImpl>();
            endpoints.MapGrpcService<ReflectionV1ServiceImpl>();
        });
        return calls.Build();
    }
}
