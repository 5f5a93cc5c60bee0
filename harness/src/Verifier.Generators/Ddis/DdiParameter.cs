using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Verifier.Generators.Ddis;

/// <summary>One parameter of a declared DDI.</summary>
internal sealed class DdiParameter
{
    private DdiParameter(IParameterSymbol symbol, RegisterType type)
    {
        Symbol = symbol;
        Type = type;
    }

    public IParameterSymbol Symbol { get; }

    /// <summary>Its form in a register.</summary>
    public RegisterType Type { get; }

    /// <summary>Its name as C# has it, escaped.</summary>
    public string Name => SyntaxFacts.GetKeywordKind(Symbol.Name) != SyntaxKind.None ? "@" + Symbol.Name : Symbol.Name;

    /// <summary>Its name in the headers.</summary>
    public string HeaderName { get; private set; } = "";

    /// <summary>The member of ParameterKind that it is.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The member of TextArgument that a string for it is; null where models give none.</summary>
    public string? Text { get; private set; }

    public bool IsOptional { get; private set; }

    /// <summary>Out, InOut, In, OptionalIn or Routine; null for a plain value.</summary>
    public string? Passing { get; private set; }

    /// <summary>The type that such a parameter is about: of the variable, the value or the delegate.</summary>
    public ITypeSymbol? Subject { get; private set; }

    /// <summary>Reads a parameter; null where no register holds its type.</summary>
    public static DdiParameter? Of(IParameterSymbol symbol)
    {
        var attribute = symbol.Find("ParameterAttribute");
        if (RegisterType.Of(symbol.Type, attribute.Named("InC")?.Value as ITypeSymbol) is not { } type)
        {
            return null;
        }

        var generic = symbol.Type is INamedTypeSymbol { Arity: 1 } wrapper ? wrapper : null;
        return new DdiParameter(symbol, type)
        {
            HeaderName = attribute.Named("Name")?.Value as string ?? char.ToUpperInvariant(symbol.Name[0]) + symbol.Name.Substring(1),
            Kind = symbol.Find("SizeAttribute") is not null ? "Size" : attribute.Named("Kind")?.Member() ?? KindOf(symbol.Type, type),
            Text = attribute.Named("Text")?.Member(),
            IsOptional = attribute.Named("IsOptional")?.Value is true,
            Passing = generic?.Name,
            Subject = generic?.TypeArguments[0],
        };
    }

    private static string KindOf(ITypeSymbol type, RegisterType register) => type.Name switch
    {
        "PoolTag" => "Tag",
        "POOL_TYPE" => "PoolType",
        "POOL_FLAGS" => "PoolFlags",
        _ => register.IsAddress ? "Address" : "Value",
    };
}
