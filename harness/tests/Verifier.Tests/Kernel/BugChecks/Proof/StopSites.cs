using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Verifier.Kernel;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>Reads from the kernel's source which stops it can raise: every <c>Machine.BugCheck</c> and every <c>ProtocolViolation</c>.</summary>
internal static class StopSites
{
    // What the SDK's implicit usings are.
    private const string GlobalUsings =
        """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    /// <summary>Every stop of every site, each once.</summary>
    public static IReadOnlyList<StopSite> All { get; } = Read();

    private static StopSite[] Read()
    {
        var compilation = Compile();
        var values = new PossibleValues(compilation);
        return
        [
            .. from tree in compilation.SyntaxTrees
               let model = compilation.GetSemanticModel(tree)
               from node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>()
               let arguments = RaiseArguments(node, model)
               where arguments is not null
               from stop in Stops(arguments, values).Distinct()
               select new StopSite(Place(node), stop),
        ];
    }

    private static CSharpCompilation Compile()
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var sources = Tree.Files("harness/src/Verifier.Kernel/", ".cs").Select(file => (file.Path, file.Text)).Append(("", GlobalUsings));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create(
            "Verifier.Kernel.Read",
            sources.Select(source => CSharpSyntaxTree.ParseText(source.Item2, options, source.Item1)),
            platform.Where(IsFramework).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
    }

    private static bool IsFramework(string path) => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location);

    private static BaseArgumentListSyntax? RaiseArguments(ExpressionSyntax node, SemanticModel model)
    {
        BaseArgumentListSyntax? list = node switch
        {
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "BugCheck" } } call => call.ArgumentList,
            BaseObjectCreationExpressionSyntax { ArgumentList: not null } creation => creation.ArgumentList,
            _ => null,
        };
        var callee = list is null ? null : model.GetSymbolInfo(node).Symbol as IMethodSymbol;
        return callee is { Name: "BugCheck", ContainingType.Name: nameof(Machine) } or { ContainingType.Name: nameof(ProtocolViolation) } ? list : null;
    }

    private static IEnumerable<ProvenStop?> Stops(BaseArgumentListSyntax arguments, PossibleValues values)
    {
        foreach (var (branches, code) in values.Of(PossibleValues.Argument(arguments, "code", 0), ImmutableDictionary<string, int>.Empty))
        {
            var number = code is null ? 0 : ProvenStop.SubCodeParameter((BugCheckCode)code.Value);
            if (code is null || number == 0)
            {
                yield return code is null ? null : new ProvenStop((BugCheckCode)code.Value, null);
                continue;
            }

            foreach (var (_, subCode) in values.Of(PossibleValues.Argument(arguments, $"p{number}", number), branches))
            {
                yield return subCode is null ? null : new ProvenStop((BugCheckCode)code.Value, subCode);
            }
        }
    }

    private static string Place(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return $"{span.Path}:{span.StartLinePosition.Line + 1}";
    }
}
