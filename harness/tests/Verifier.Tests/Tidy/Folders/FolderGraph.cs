using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Verifier.Tests.Tidy.Folders;

/// <summary>
/// Which folders of a project use which others, by the symbols in their code: a folder uses another when a name in it stands for a type or a member that is declared
/// there. What source generators add is not seen. Files beside the project file are the folder <c>.</c>.
/// </summary>
/// <param name="Arrows">Each with the types that are used.</param>
internal sealed record FolderGraph(ImmutableSortedDictionary<Arrow, ImmutableSortedSet<string>> Arrows)
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly Lazy<ImmutableArray<string>> s_references = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)]);

    /// <summary>The graph of a project's code.</summary>
    /// <param name="project">Its name.</param>
    /// <param name="folder">Its folder, with a slash at the end.</param>
    /// <param name="files">Its files.</param>
    public static FolderGraph Of(string project, string folder, IEnumerable<TreeFile> files)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = files.Select(file => CSharpSyntaxTree.ParseText(file.Text, options, file.Path)).Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options));
        var references = s_references.Value.Where(path => Path.GetFileNameWithoutExtension(path) != project).Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            project, trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, metadataImportOptions: MetadataImportOptions.All, allowUnsafe: true));
        var arrows = new SortedDictionary<Arrow, SortedSet<string>>();
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0))
        {
            var model = compilation.GetSemanticModel(tree);
            var from = FolderOf(folder, tree.FilePath);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var symbol = model.GetSymbolInfo(name).Symbol;
                if ((symbol as INamedTypeSymbol ?? symbol?.ContainingType) is { } type && FolderOf(folder, from, type) is { } to && to != from)
                {
                    var arrow = new Arrow(from, to);
                    arrows.TryAdd(arrow, new SortedSet<string>(StringComparer.Ordinal));
                    arrows[arrow].Add(type.Name);
                }
            }
        }

        return new FolderGraph(arrows.ToImmutableSortedDictionary(one => one.Key, one => one.Value.ToImmutableSortedSet(StringComparer.Ordinal)));
    }

    /// <summary>The arrows that lie in a circle: from their ends other arrows lead back.</summary>
    public ImmutableArray<Arrow> InCircles()
    {
        var arrows = Arrows.Keys.ToLookup(arrow => arrow.From, arrow => arrow.To);
        var reached = arrows.ToDictionary(from => from.Key, from => Reach(arrows, from.Key));
        return [.. Arrows.Keys.Where(arrow => reached.GetValueOrDefault(arrow.To)?.Contains(arrow.From) == true)];
    }

    private static HashSet<string> Reach(ILookup<string, string> arrows, string from)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var next))
        {
            foreach (var to in arrows[next].Where(reached.Add))
            {
                open.Push(to);
            }
        }

        return reached;
    }

    // A type in several folders is used where it is used.
    private static string? FolderOf(string folder, string from, INamedTypeSymbol type)
    {
        var folders = type.OriginalDefinition.DeclaringSyntaxReferences.Select(reference => FolderOf(folder, reference.SyntaxTree.FilePath)).ToList();
        return folders.Count == 0 ? null : folders.Contains(from) ? from : folders[0];
    }

    private static string FolderOf(string folder, string path) => path[folder.Length..].Split('/') is [var first, _, ..] ? first : ".";
}
