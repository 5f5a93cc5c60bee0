using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Views;

/// <summary>C# expressions on the view's Pointer that read and write a field of some type.</summary>
internal sealed class FieldCode
{
    private const int PointerBytes = 8;

    private FieldCode(int bytes, string get, string set = "")
    {
        Bytes = bytes;
        Get = get;
        Set = set;
    }

    /// <summary>Bytes that the field takes up.</summary>
    public int Bytes { get; }

    public string Get { get; }

    /// <summary>Stores <c>value</c>; empty for what has no setter.</summary>
    public string Set { get; }

    /// <summary>A field whose type says how many bytes it has; null when the type cannot be a field.</summary>
    public static FieldCode? Stored(ITypeSymbol type, int offset)
    {
        var at = At(offset);
        if (type.ToDisplayString() == Names.Pointer)
        {
            return new FieldCode(PointerBytes, $"Pointer.ReadPointer({at})", $"Pointer.WritePointer({at}, value)");
        }

        if (ViewBytes(type) is not null)
        {
            return new FieldCode(PointerBytes, $"new(Pointer.ReadPointer({at}))", $"Pointer.WritePointer({at}, value.Pointer)");
        }

        return StoredAs(type, OwnStorage(type), offset) ?? Wrapped(type, at);
    }

    /// <summary>A field kept as an integer of a given type; null when that cannot be.</summary>
    public static FieldCode? StoredAs(ITypeSymbol type, SpecialType storage, int offset)
    {
        var (at, integer, bytes) = (At(offset), Name(storage), BytesOf(storage));
        if (bytes == 0 || BytesOf(OwnStorage(type)) == 0)
        {
            return null;
        }

        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return new FieldCode(bytes, $"Pointer.Read<{integer}>({at}) != 0", $"Pointer.Write({at}, ({integer})(value ? 1 : 0))");
        }

        return type.SpecialType == storage
            ? new FieldCode(bytes, $"Pointer.Read<{integer}>({at})", $"Pointer.Write({at}, value)")
            : new FieldCode(bytes, $"({Name(type)})Pointer.Read<{integer}>({at})", $"Pointer.Write({at}, ({integer})value)");
    }

    /// <summary>A structure within the view's: its own view, or a Pointer to some bytes; null when the type is neither.</summary>
    public static FieldCode? Embedded(ITypeSymbol type, int offset, int bytes)
    {
        if (type.ToDisplayString() == Names.Pointer && bytes > 0)
        {
            return new FieldCode(bytes, $"Pointer + {At(offset)}");
        }

        return ViewBytes(type) is { } own ? new FieldCode(own, $"new(Pointer + {At(offset)})") : null;
    }

    // A struct made of one integer, such as NTSTATUS(uint Value).
    private static FieldCode? Wrapped(ITypeSymbol type, string at)
    {
        var value = type.GetMembers("Value").OfType<IPropertySymbol>().FirstOrDefault();
        var isMadeOfValue = value is not null && type is INamedTypeSymbol { IsValueType: true, IsGenericType: false } made
            && made.InstanceConstructors.Any(constructor =>
                constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, value.Type));
        return isMadeOfValue && BytesOf(value!.Type.SpecialType) is > 0 and var bytes
            ? new FieldCode(bytes, $"new(Pointer.Read<{Name(value.Type)}>({at}))", $"Pointer.Write({at}, value.Value)")
            : null;
    }

    // The integer that a type is kept as unless its field says otherwise.
    private static SpecialType OwnStorage(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Boolean } => SpecialType.System_Byte,
        INamedTypeSymbol { EnumUnderlyingType: { } integer } => integer.SpecialType,
        _ => type.SpecialType,
    };

    private static int? ViewBytes(ITypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => attribute.Is(Names.View))?.ConstructorArguments[0].Value as int?;

    // 0 for what is no integer.
    private static int BytesOf(SpecialType type) => type switch
    {
        SpecialType.System_Byte or SpecialType.System_SByte => 1,
        SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
        SpecialType.System_Int64 or SpecialType.System_UInt64 => 8,
        _ => 0,
    };

    private static string Name(SpecialType type) => "global::" + type.ToString().Replace('_', '.');

    private static string At(int offset) => $"0x{offset:X2}";

    private static string Name(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
}
