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

    public static IServiceCollection AddKeyProvider(this IServiceCollection services)
    {
        services.AddGrpc(grpc => grpc.Interceptors.Add<CallErrors>());
        // A compressed message can be many times as large as what was received.
        services.PostConfigure<GrpcServiceOptions>(grpc => grpc.CompressionProviders.Clear());
        services.AddOptions<GrpcServiceOptions>().Configure<IOptions<LimitOptions>>(
            (grpc, limits) => grpc.MaxReceiveMessageSize = limits.Value.RequestBytes - Frame);
        ServiceDescriptor[] described =
        [
            V27.KeyProviderService.Descriptor,
            V213.KeyProviderService.Descriptor,
            Grpc.Reflection.V1Alpha.ServerReflection.Descriptor,
            Grpc.Reflection.V1.ServerReflection.Descriptor,
        ];
        return services
            .AddSingleton<AttestationAgent>()
            .AddSingleton(new ReflectionServiceImpl(described))
            .AddSingleton(new ReflectionV1ServiceImpl(described));
    }

    public static void MapKeyProvider(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGrpcService<KeyProviderServiceV27>();
        endpoints.MapGrpcService<KeyProviderServiceV213>();
        endpoints.MapGrpcService<ReflectionServiceImpl>();
        endpoints.MapGrpcService<ReflectionV1ServiceImpl>();
    }
}
