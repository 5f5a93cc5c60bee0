using System.Collections.Immutable;

namespace Verifier.Workers.Messages;

/// <summary>The models that there are.</summary>
/// <param name="Models">By name.</param>
/// <param name="Warnings">What is not as it should be.</param>
/// <param name="Broken">A sentence for each model that cannot be made.</param>
internal sealed record Catalogue(ImmutableArray<CatalogueEntry> Models, ImmutableArray<string> Warnings, ImmutableArray<string> Broken);
