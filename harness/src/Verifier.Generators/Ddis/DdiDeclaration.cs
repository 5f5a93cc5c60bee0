using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Generators.Ddis;

/// <summary>One method marked as a DDI, as the compiler sees it; complaints gather what is wrong with it.</summary>
internal sealed class DdiDeclaration
{
    private readonly List<Complaint> _complaints = [];

    public DdiDeclaration(IMethodSymbol method, MethodDeclarationSyntax syntax, AttributeData attribute)
    {
        Method = method;
        Attribute = attribute;
        Documentation = DocumentationOf(syntax);
        Parameters = [.. method.Parameters.Skip(1).Where(p => !IsRest(p)).Select(Read).OfType<DdiParameter>()];
        Result = ResultOf();
        Validate();
    }

    public IMethodSymbol Method { get; }

    public AttributeData Attribute { get; }

    public string Name => Method.Name;

    /// <summary>The class, with its namespace.</summary>
    public string Class => Method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    /// <summary>Its documentation comment, as it stands in the source.</summary>
    public ImmutableArray<string> Documentation { get; }

    public ImmutableArray<DdiParameter> Parameters { get; }

    /// <summary>The result in a register; null for none.</summary>
    public RegisterType? Result { get; }

    /// <summary>True if it is an iterator of actions.</summary>
    public bool IsSequence => Method.ReturnType is INamedTypeSymbol { Name: "IEnumerator", Arity: 1 };

    public bool IsMember => Attribute.Named("IsMember")?.Value is true;

    public bool IsVariadic => Attribute.Named("IsVariadic")?.Value is true;

    /// <summary>The export that a macro calls; null for an export.</summary>
    public string? ExpandsTo => Attribute.Named("ExpandsTo")?.Value as string;

    /// <summary>True if its C# form is generated, rather than written by hand or left out.</summary>
    public bool HasPrototype =>
        ExpandsTo is null && Attribute.Named("IsInlined")?.Value is not true && Attribute.Named("HasPrototype")?.Value is not false;

    /// <summary>True if it never returns to its caller.</summary>
    public bool NeverReturns => Method.Find("DoesNotReturnAttribute") is not null;

    public ImmutableArray<Complaint> Complaints => [.. _complaints];

    public Location? Location => Method.Locations.FirstOrDefault();

    /// <summary>Notes an error of the declaration.</summary>
    public void Complain(string id, string text) => _complaints.Add(Complaint.At(Location, id, $"DDI {Name}: {text}"));

    /// <summary>The parameter of a name and where it stands; null, with a complaint, where there is none.</summary>
    public int? Position(string name, string what)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            if (Parameters[i].Symbol.Name == name)
            {
                return i;
            }
        }

        Complain("VG1003", $"{what} names a parameter '{name}', which the DDI does not have.");
        return null;
    }

    private static bool IsRest(IParameterSymbol parameter) => parameter.Type.Name == "ReadOnlySpan";

    /// <summary>The documentation comment of a method, line by line as it stands in the source.</summary>
    public static ImmutableArray<string> DocumentationOf(MethodDeclarationSyntax syntax) =>
    [
        .. syntax.GetLeadingTrivia().ToFullString().Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal)),
    ];

    private DdiParameter? Read(IParameterSymbol parameter)
    {
        var read = DdiParameter.Of(parameter);
        if (read is null)
        {
            Complain("VG1002", $"parameter '{parameter.Name}' is a {parameter.Type.ToDisplayString()}, which does not fit into a register.");
        }

        return read;
    }

    private RegisterType? ResultOf()
    {
        var type = IsSequence ? Attribute.Named("Returns")?.Value as ITypeSymbol : Method.ReturnType;
        if (type is null or { SpecialType: SpecialType.System_Void })
        {
            return null;
        }

        var result = RegisterType.Of(type);
        if (result is null)
        {
            Complain("VG1002", $"its result is a {type.ToDisplayString()}, which does not fit into a register.");
        }

        return result;
    }

    private void Validate()
    {
        if (!Method.IsStatic || Method.Parameters.FirstOrDefault()?.Type.Name != "Machine")
        {
            Complain("VG1001", "the method must be static, with the Machine as its first parameter.");
        }

        if (Documentation.IsEmpty)
        {
            Complain("VG1004", "it has no documentation, which is what authors of drivers read.");
        }

        if (Method.Find("IrqlAttribute") is null)
        {
            Complain("VG1005", "it does not state at which IRQL it may be called: [Irql(KIRQL.…)].");
        }

        if (IsVariadic != Method.Parameters.Any(IsRest))
        {
            Complain("VG1006", "IsVariadic and a last parameter of ReadOnlySpan<ulong> go together.");
        }

        if (IsMember && Parameters.FirstOrDefault()?.Symbol.Type.Name != "DmaAdapter")
        {
            Complain("VG1007", "a member of a table of routines takes the DmaAdapter that has the table first.");
        }
    }
}
