using System.Reflection;
using System.Runtime.CompilerServices;

namespace CcDemo.Aspire.Hosting.Tests.Surface;

/// <summary>Writes members as the lists do: names and parameter types, without nullability, which reflection and the lists show differently.</summary>
internal static class SignatureText
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(string)] = "string",
        [typeof(int)] = "int",
        [typeof(bool)] = "bool",
        [typeof(object)] = "object",
    };

    public static string NameOf(Type type)
    {
        var name = type.DeclaringType is { } outer ? $"{NameOf(outer)}.{Plain(type)}" : $"{type.Namespace}.{Plain(type)}";
        return name;
    }

    public static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

        if (type.IsEnum)
        {
            foreach (var value in Enum.GetNames(type))
            {
                yield return $"{value}={Convert.ToInt32(Enum.Parse(type, value), System.Globalization.CultureInfo.InvariantCulture)}";
            }

            yield break;
        }

        foreach (var constructor in type.GetConstructors(Own).Where(c => !type.IsAbstract && IsVisible(c) && !IsCopy(c, type)))
        {
            yield return $".ctor({Parameters(constructor)})";
        }

        foreach (var method in type.GetMethods(Own).Where(m => IsVisible(m) && !m.IsSpecialName && !IsSynthesized(m)))
        {
            yield return $"{method.Name}({Parameters(method)})";
        }

        foreach (var property in type.GetProperties(Own).Where(p => p.GetAccessors(nonPublic: true).Any(IsVisible) && p.Name != "EqualityContract"))
        {
            yield return $"{property.Name} {{{(IsReadable(property) ? " get;" : "")}{Setter(property)} }}";
        }

        foreach (var field in type.GetFields(Own).Where(f => (f.IsPublic || f.IsFamily) && !f.IsSpecialName))
        {
            yield return field.Name;
        }
    }

    private static bool IsReadable(PropertyInfo property) => property.GetMethod is { } get && IsVisible(get);

    private static string Setter(PropertyInfo property)
    {
        if (property.SetMethod is not { } set || !IsVisible(set))
        {
            return "";
        }

        return set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? " init;" : " set;";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsCopy(ConstructorInfo constructor, Type type) => constructor.IsFamily && constructor.GetParameters() is [{ } only] && only.ParameterType == type;

    private static bool IsSynthesized(MethodInfo method)
        => method.Name is "Equals" or "GetHashCode" or "ToString" or "PrintMembers" or "<Clone>$" or "Deconstruct";

    private static string Parameters(MethodBase method) => string.Join(",", method.GetParameters().Select(p => Text(p.ParameterType)));

    private static string Text(Type type)
    {
        if (type.IsByRef)
        {
            return Text(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return $"{Text(type.GetElementType()!)}[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Text(value);
        }

        if (_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = type.IsNested ? $"{Plain(type.DeclaringType!)}.{Plain(type)}" : Plain(type);
        return name.Contains('<', StringComparison.Ordinal)
            ? $"{name[..name.IndexOf('<', StringComparison.Ordinal)]}<{string.Join(",", type.GetGenericArguments().Select(Text))}>"
            : name;
    }

    private static string Plain(Type type)
    {
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? type.Name : $"{type.Name[..tick]}<{string.Join(", ", type.GetGenericArguments().Select(a => a.IsGenericParameter ? a.Name : Text(a)))}>";
    }
}
