namespace Aspire.Hosting.ApplicationModel;

/// <summary>Relates a resource to those that its values come from.</summary>
internal static class ResourceReferences
{
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
    public const string Parent = "Parent";

    public static void Add(IResource resource, object value)
    {
        if (value is IResource other)
        {
            if (other != resource)
            {
                resource.Annotations.Add(new ResourceRelationshipAnnotation(other, Reference));
            }

            return;
        }

        foreach (var part in (value as IValueWithReferences)?.References ?? [])
        {
            Add(resource, part);
        }
    }
}
