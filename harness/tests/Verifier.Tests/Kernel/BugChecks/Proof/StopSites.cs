using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Verifier.Generators.BugChecks;
using Verifier.Kernel;
using Verifier.Tests.Generators;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>Reads from the kernel's source which stops it can raise: every mention of a method of Stops, called or passed on.</summary>
internal static class StopSites
{
    private const string Kernel = "harness/src/Verifier.Kernel/";
    private const string Generated = ".g.cs";
    private const string Raisers = "Stops";

    // What the SDK's implicit usings are.
    private const string GlobalUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly Compilation s_kernel = Compile();

    /// <summary>Every site.</summary>
    public static IReadOnlyList<StopSite> All { get; } =
    [
        .. from tree in Written()
           let model = s_kernel.GetSemanticModel(tree)
           from node in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
           let raiser = model.GetSymbolInfo(node).Symbol as IMethodSymbol
           where IsRaiser(raiser)
           select new StopSite(Place(node), Name(raiser), Stop(raiser)),
    ];

    /// <summary>The names of all raisers.</summary>
    public static IReadOnlyList<string> Declared { get; } =
    [
        .. from type in (INamedTypeSymbol[])[s_kernel.GetTypeByMetadataName($"Verifier.Kernel.{Raisers}")!]
           from owner in type.GetTypeMembers().Append(type)
           from raiser in owner.GetMembers().OfType<IMethodSymbol>()
           where raiser.MethodKind == MethodKind.Ordinary
           select Name(raiser),
    ];

    /// <summary>The places that make a bug check without a raiser.</summary>
    public static IReadOnlyList<string> WithoutRaiser { get; } =
    [
        .. from tree in Written()
           let model = s_kernel.GetSemanticModel(tree)
           from node in tree.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
           where model.GetTypeInfo(node).Type is { Name: nameof(BugCheck), ContainingNamespace.Name: "Kernel" }
           select Place(node),
    ];

    private static Compilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var sources = Tree.Files(Kernel, ".cs").Select(file => (file.Path, file.Text)).Append(("", GlobalUsings));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Verifier.Kernel.Read",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Item2, options, source.Item1)),
            platform.Where(IsFramework).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var generators = typeof(BugCheckGenerator).Assembly.GetTypes()
            .Where(type => typeof(IIncrementalGenerator).IsAssignableFrom(type))
            .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator());
        var tables = Tree.Files(Kernel, ".tsv").Select(file => new TableFile(file.Path, file.Text));
        CSharpGeneratorDriver.Create(generators, tables, options).RunGeneratorsAndUpdateCompilation(compilation, out var all, out _);
        return all;
    }

    private static bool IsFramework(string path) => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    private static IEnumerable<SyntaxTree> Written() =>
        s_kernel.SyntaxTrees.Where(tree => !tree.FilePath.EndsWith(Generated, StringComparison.Ordinal));

    private static bool IsRaiser([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] IMethodSymbol? method) =>
        (method?.ContainingType.ContainingType ?? method?.ContainingType) is { Name: Raisers, ContainingNamespace.Name: "Kernel" };

    private static string Name(IMethodSymbol raiser) =>
        raiser.ContainingType.Name == Raisers ? raiser.Name : $"{raiser.ContainingType.Name}.{raiser.Name}";

    // The numbers that the generated method writes.
    private static ProvenStop Stop(IMethodSymbol raiser)
    {
        var body = ((MethodDeclarationSyntax)raiser.DeclaringSyntaxReferences.Single().GetSyntax()).ExpressionBody!;
        var arguments = ((BaseObjectCreationExpressionSyntax)body.Expression).ArgumentList!.Arguments;
        var model = s_kernel.GetSemanticModel(body.SyntaxTree);
        ulong? Constant(int index) =>
            model.GetConstantValue(arguments[index].Expression) is { HasValue: true, Value: { } value } ? Convert.ToUInt64(value, null) : null;
        return ProvenStop.Of((BugCheckCode)Constant(0)!.Value, Constant);
    }

    private static string Place(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return $"{span.Path}:{span.StartLinePosition.Line + 1}";
    }
}
