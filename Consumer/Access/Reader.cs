using System.Security.Claims;

namespace CcDemo.Consumer.Access;

/// <summary>Whoever has the token; there is one for all, so nobody is told apart.</summary>
internal static class Reader
{
    public static ClaimsPrincipal Principal(string scheme) => new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "reader")], scheme));
}
