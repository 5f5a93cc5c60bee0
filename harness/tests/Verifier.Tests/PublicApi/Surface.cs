using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Verifier.Tests.PublicApi;

/// <summary>Writes what other assemblies can see of an assembly as text: a line a type, its members indented below it, all sorted.</summary>
internal static class Surface
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The whole surface of <paramref name="assembly"/>, lines ended by a line feed.</summary>
    public static string Of(Assembly assembly) => Of(assembly.GetExportedTypes());

    /// <summary>The surface of some types.</summary>
    public static string Of(IEnumerable<Type> types) => string.Concat(
        types.OrderBy(type => type.FullName, StringComparer.Ordinal)
            .SelectMany(type => Members(type).Order(StringComparer.Ordinal).Select(member => "    " + member).Prepend(Head(type)))
            .Select(line => line + "\n"));

    private static string Head(Type type)
    {
        var kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            _ when type.IsSubclassOf(typeof(Delegate)) => "delegate",
            _ => (type.IsSealed ? "sealed " : type.IsAbstract ? "abstract " : "") + "class",
        };
        var list = string.Join(", ", Above(type).Select(Name));
        return $"{kind} {type.Namespace}.{Name(type)}{(list.Length > 0 ? " : " + list : "")}";
    }

    private static IEnumerable<Type> Above(Type type)
    {
        if (type.IsEnum)
        {
            return [Enum.GetUnderlyingType(type)];
        }
        if (type.IsSubclassOf(typeof(Delegate)))
        {
            return [];
        }
        var parents = new[] { type.BaseType }.OfType<Type>().Where(parent => parent != typeof(object) && parent != typeof(ValueType));
        return parents.Concat(type.GetInterfaces().OrderBy(Name, StringComparer.Ordinal));
    }

    private static IEnumerable<string> Members(Type type) =>
        type.IsSubclassOf(typeof(Delegate)) ? [Method(type.GetMethod("Invoke")!)] : DeclaredMembers(type);

    private static IEnumerable<string> DeclaredMembers(Type type)
    {
        foreach (var field in type.GetFields(Declared).Where(field => (field.IsPublic || field.IsFamily) && !field.IsSpecialName))
        {
            var access = field.IsLiteral ? "const " : (field.IsStatic ? "static " : "") + (field.IsInitOnly ? "readonly " : "");
            var value = field.IsLiteral ? " = " + Value(field.GetRawConstantValue()) : "";
            yield return type.IsEnum ? field.Name + value : $"{access}{Name(field.FieldType)} {field.Name}{value}";
        }
        foreach (var property in type.GetProperties(Declared))
        {
            var accessors = property.GetAccessors(nonPublic: true).Where(IsVisible).ToList();
            var index = property.GetIndexParameters() is { Length: > 0 } parameters ? $"[{Parameters(parameters)}]" : "";
            if (accessors.Count > 0)
            {
                var verbs = string.Concat(accessors.Select(accessor => accessor == property.GetMethod ? "get; " : Setter(accessor)));
                yield return $"{Modifiers(accessors[0])}{Name(property.PropertyType)} {property.Name}{index} {{ {verbs}}}";
            }
        }
        foreach (var added in type.GetEvents(Declared).Where(added => IsVisible(added.AddMethod!)))
        {
            yield return $"{Modifiers(added.AddMethod!)}event {Name(added.EventHandlerType!)} {added.Name}";
        }
        foreach (var constructor in type.GetConstructors(Declared).Where(constructor => IsVisible(constructor) && !constructor.IsStatic))
        {
            yield return $"{Modifiers(constructor)}new({Parameters(constructor.GetParameters())})";
        }
        foreach (var method in type.GetMethods(Declared).Where(IsWritten))
        {
            yield return Method(method);
        }
    }

    // What the compiler adds to a record follows from the record's properties.
    private static bool IsWritten(MethodInfo method) =>
        IsVisible(method)
        && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal));

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{Modifiers(method)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method.GetParameters())})";
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Setter(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init; " : "set; ";

    private static string Modifiers(MethodBase method)
    {
        var reach = method.IsPublic ? "" : "protected ";
        var overrides = method.IsVirtual && method is MethodInfo info && info.GetBaseDefinition() != info;
        var inherits = method.DeclaringType!.IsInterface || !method.IsVirtual || (method.IsFinal && !overrides) ? ""
            : overrides ? "override " : method.IsAbstract ? "abstract " : "virtual ";
        return reach + (method.IsStatic ? "static " : inherits);
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(parameter =>
    {
        var passed = parameter.ParameterType.IsByRef ? parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref " : "";
        var preset = parameter.HasDefaultValue ? " = " + Value(parameter.RawDefaultValue) : "";
        return $"{passed}{Name(parameter.ParameterType)} {parameter.Name}{preset}";
    }));

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => Name(type.GetElementType()!),
        { IsArray: true } => $"{Name(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]",
        { IsPointer: true } => Name(type.GetElementType()!) + "*",
        { IsGenericParameter: true } => type.Name,
        _ => NestedIn(type) + type.Name.Split('`')[0] + Arguments(type),
    };

    private static string NestedIn(Type type) => type.DeclaringType is { } outer ? outer.Name.Split('`')[0] + "." : "";

    private static string Arguments(Type type) =>
        type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : "";

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
