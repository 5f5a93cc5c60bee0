using System.Collections.Immutable;

namespace Verifier.Workers.Messages;

/// <summary>Asks a worker which models there are.</summary>
/// <param name="Assemblies">Assemblies of models as the user gave them; empty for the program's own.</param>
/// <param name="Skipped">Types that are left out: to make one of them ended a worker.</param>
/// <param name="NextScript">A script that may be asked for next: reading it once, while nobody waits, makes that quicker. Null for none.</param>
internal sealed record CatalogueOrder(ImmutableArray<string> Assemblies, ImmutableArray<string> Skipped, string? NextScript);
