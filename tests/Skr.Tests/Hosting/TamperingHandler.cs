using System.Text;

namespace CcDemo.Skr.Tests;

/// <summary>Somebody in the middle who changes what is sent and what is answered.</summary>
internal sealed class TamperingHandler(Func<string, string>? request = null, Func<string, string>? response = null) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        if (message.Method != HttpMethod.Post)
        {
            return await base.SendAsync(message, cancellationToken);
        }

        if (request is not null)
        {
            message.Content = new StringContent(request(await message.Content!.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, "application/json");
        }

        var answer = await base.SendAsync(message, cancellationToken);
        if (response is not null)
        {
            answer.Content = new StringContent(response(await answer.Content.ReadAsStringAsync(cancellationToken)), Encoding.UTF8, "application/json");
        }

        return answer;
    }
}
