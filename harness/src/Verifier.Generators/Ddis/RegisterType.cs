using Microsoft.CodeAnalysis;

namespace Verifier.Generators.Ddis;

/// <summary>The form of a C# type in a register of 64 bits, in C# text.</summary>
/// <param name="Name">The type, with its namespace.</param>
/// <param name="Width">Bytes of it that count: what the C type has.</param>
/// <param name="Storage">The unmanaged type of a variable of it in simulated memory.</param>
/// <param name="IsAddress">True if it is an address.</param>
internal sealed record RegisterType(string Name, int Width, string Storage, bool IsAddress)
{
    private string _read = "{0}";
    private string _write = "{0}";

    /// <summary>C# that makes the type of a register value; <paramref name="machine"/> is the text of the machine it belongs to.</summary>
    public string Read(string value, string machine) => _read.Replace("{0}", value).Replace("{m}", machine);

    /// <summary>C# that makes a register value of the type.</summary>
    public string Write(string value) => _write.Replace("{0}", value);

    /// <summary>True if <see cref="Read"/> needs a machine.</summary>
    public bool NeedsMachine => _read.Contains("{m}");

    /// <summary>The register form of a type; null where it has none.</summary>
    public static RegisterType? Of(ITypeSymbol type, ITypeSymbol? inC = null)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (inC is not null && Of(inC) is { } narrow && Of(type) is { } wide)
        {
            var isBoolean = type.SpecialType == SpecialType.System_Boolean;
            return narrow with { Name = name, _read = isBoolean ? $"({narrow._read} != 0)" : $"({name}){narrow._read}", _write = wide._write };
        }

        return type switch
        {
            { SpecialType: SpecialType.System_Boolean } => new(name, 1, "byte", false) { _read = "((byte){0} != 0)", _write = "({0} ? 1UL : 0UL)" },
            { SpecialType: SpecialType.System_UInt64 } => new(name, 8, "ulong", false),
            { SpecialType: >= SpecialType.System_Char and <= SpecialType.System_UInt64 } => Number(name, type),
            INamedTypeSymbol { EnumUnderlyingType: { } underlying } =>
                Number(name, underlying) with { _read = $"({name})({underlying}){{0}}", _write = "(ulong){0}" },
            INamedTypeSymbol { TypeKind: TypeKind.Struct } named => OfStruct(name, named),
            _ => null,
        };
    }

    private static RegisterType Number(string name, ITypeSymbol type)
    {
        var isSigned = type.SpecialType is SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64;
        var width = type.SpecialType switch
        {
            SpecialType.System_SByte or SpecialType.System_Byte => 1,
            SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => 2,
            SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
            _ => 8,
        };
        return new RegisterType(name, width, type.ToDisplayString(), false) { _read = $"({name}){{0}}", _write = isSigned ? "(ulong){0}" : "{0}" };
    }

    private static RegisterType? OfStruct(string name, INamedTypeSymbol type)
    {
        if (type is { Name: "Pointer", Arity: 0 })
        {
            return new(name, 8, "ulong", true) { _read = $"new {name}({{m}}, {{0}})", _write = "{0}.Address" };
        }

        if (type.Arity == 1 && type.Name is "Out" or "InOut" or "In" or "OptionalIn" or "Routine")
        {
            return new(name, 8, "ulong", true) { _read = $"new {name}({{0}})", _write = "{0}.Address" };
        }

        // What a view has is generated too, so only its attribute can be seen here.
        if (type.Find("ViewAttribute") is not null || Has(type, "Pointer", t => t.Name == "Pointer"))
        {
            return new(name, 8, "ulong", true) { _read = $"new {name}(new global::Verifier.Kernel.Pointer({{m}}, {{0}}))", _write = "{0}.Pointer.Address" };
        }

        return Has(type, "Value", t => t.SpecialType == SpecialType.System_UInt32)
            ? new(name, 4, "uint", false) { _read = $"new {name}((uint){{0}})", _write = "{0}.Value" }
            : null;
    }

    private static bool Has(INamedTypeSymbol type, string property, Func<ITypeSymbol, bool> isRight) =>
        type.GetMembers(property).OfType<IPropertySymbol>().Any(p => isRight(p.Type));
}
