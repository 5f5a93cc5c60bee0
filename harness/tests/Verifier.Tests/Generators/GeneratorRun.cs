using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Verifier.Tests.Generators;

/// <summary>One run of a generator over a table, without any other source.</summary>
internal static class GeneratorRun
{
    /// <summary>What the generator writes, and what it says is wrong, for a table of this file name and text.</summary>
    public static GeneratorRunResult Over(IIncrementalGenerator generator, string path, params string[] rows)
    {
        var driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], [new TableFile(path, string.Join('\n', rows))]);
        return driver.RunGenerators(CSharpCompilation.Create("Empty")).GetRunResult().Results.Single();
    }

    /// <summary>The message of each diagnostic with its file and line, counted from 1.</summary>
    public static IEnumerable<string> Errors(GeneratorRunResult result) =>
        from diagnostic in result.Diagnostics
        let place = diagnostic.Location.GetLineSpan()
        select $"{place.Path}({place.StartLinePosition.Line + 1}): {diagnostic.Severity} {diagnostic.GetMessage(null)}";
}
