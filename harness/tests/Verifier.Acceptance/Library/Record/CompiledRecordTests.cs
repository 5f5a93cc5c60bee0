using Verifier.Acceptance.Library.Compiled;
using Verifier.Binaries.Switching;

namespace Verifier.Acceptance.Library.Record;

/// <summary>
/// What the compiled drivers do in their scripts, run and explored, is what a committed folder says, as <see cref="RecordTests"/> has it for
/// models. One after the other: native code runs at one constant address.
/// </summary>
public sealed class CompiledRecordTests
{
    [Test]
    public void Compiled_drivers_behave_as_recorded()
    {
        CompiledLibrary.NeedsHost();
        new GoldenFolder("golden-compiled").AssertSame(HostThread.RunApart(Take), nameof(CompiledRecordTests));
    }

    private static Dictionary<string, IReadOnlyList<string>> Take()
    {
        var files = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var hashes = new List<string>();
        foreach (var (script, driver) in CompiledLibrary.Cases())
        {
            var name = CaseLines.NameOf(script, driver);
            files[name + ".txt"] = CaseLines.Of(script, driver, out var hash);
            hashes.Add($"{name}: {hash}");
        }

        files[CaseLines.Hashes] = [.. hashes.Order(StringComparer.Ordinal)];
        return files;
    }
}
