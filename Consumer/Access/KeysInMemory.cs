using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CcDemo.Consumer.Access;

/// <summary>
/// Keeps the keys that protect cookies in this process alone: its file system is read-only, and they are nobody else's. So a
/// restart ends every login, and with it whatever was let in by a token that has been replaced.
/// </summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _keys.Select(key => new XElement(key))];

    public void StoreElement(XElement element, string friendlyName) => _keys.Enqueue(new XElement(element));
}
