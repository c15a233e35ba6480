using System.Reflection;

namespace Aspire.Hosting.Orchestration;

internal sealed record AppHostInformation(Assembly? Assembly, string Directory);
