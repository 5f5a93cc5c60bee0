using System.Collections.Immutable;
using Verifier.Engine.Planning;

namespace Verifier.Workers.Messages;

/// <summary>Asks a worker which models there are.</summary>
/// <param name="Assemblies">Assemblies of models as the user gave them; empty for the program's own.</param>
/// <param name="Skipped">Types that are left out: to make one of them ended a worker.</param>
/// <param name="NextScript">A script that may be asked for next: reading it once, while nobody waits, makes that quicker. Null for none.</param>
internal sealed record CatalogueOrder(ImmutableArray<string> Assemblies, ImmutableArray<string> Skipped, string? NextScript);

/// <summary>The models that there are.</summary>
/// <param name="Models">By name.</param>
/// <param name="Warnings">What is not as it should be.</param>
/// <param name="Broken">A sentence for each model that cannot be made.</param>
internal sealed record Catalogue(ImmutableArray<CatalogueEntry> Models, ImmutableArray<string> Warnings, ImmutableArray<string> Broken);

/// <summary>One model: a <see cref="DriverUnderTest"/> without what makes it.</summary>
internal sealed record CatalogueEntry(string Name, string Description, string BuildHash, string AssemblyName, bool StacksAreStable, string TypeName)
{
    /// <summary>The entry of a driver.</summary>
    public static CatalogueEntry Of(DriverUnderTest driver) =>
        new(driver.Name, driver.Description, driver.BuildHash, driver.AssemblyName, driver.StacksAreStable, driver.TypeName);
}
