namespace CcDemo.Dashboard.Pages;

/// <summary>A whole page as the answer to a request.</summary>
internal sealed class PageResult(Markup page, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(page.ToString(), httpContext.RequestAborted);
    }
}
