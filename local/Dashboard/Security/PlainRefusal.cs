namespace CcDemo.Dashboard.Security;

/// <summary>A refusal in one plain sentence.</summary>
internal sealed class PlainRefusal(int status, string sentence) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/plain; charset=utf-8";
        return httpContext.Response.WriteAsync(sentence + "\n", httpContext.RequestAborted);
    }
}
