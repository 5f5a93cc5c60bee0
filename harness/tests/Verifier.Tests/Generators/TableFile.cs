using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Verifier.Tests.Generators;

/// <summary>A table as the compiler gives it to generators.</summary>
internal sealed class TableFile(string path, string text) : AdditionalText
{
    /// <inheritdoc/>
    public override string Path { get; } = path;

    /// <inheritdoc/>
    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
