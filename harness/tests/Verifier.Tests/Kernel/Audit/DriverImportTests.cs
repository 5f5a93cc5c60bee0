using Verifier.Kernel;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Kernel.Audit;

/// <summary>
/// How many real drivers bind completely: every name that they import is a routine of the catalogue, a variable that the kernel exports, or one that
/// the loader of compiled drivers provides itself. What is still missing is printed, with the number of drivers that import it.
/// </summary>
public sealed class DriverImportTests
{
    private const string Path = "harness/tests/Verifier.Tests/Kernel/Audit/driver-imports.tsv";
    private const int Drivers = 76;
    private const int LeastThatBind = 68;

    // Code that has to run natively: handlers of exceptions, unwinding and the probe of large frames.
    private static readonly string[] s_ofLoader =
        ["__C_specific_handler", "__chkstk", "RtlCaptureContext", "RtlLookupFunctionEntry", "RtlUnwind", "RtlUnwindEx", "RtlVirtualUnwind"];

    private static readonly string[][] s_imports =
    [
        .. Tree.Read(Path).Lines.Select(l => l.Text).Where(t => t.Length > 0 && t[0] != '#').Skip(1)
            .Select(t => t.Split('\t')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    [Test]
    public void Most_real_drivers_bind_completely()
    {
        var missing = s_imports.Select(names => names.Where(n => !IsBound(n)).ToArray()).ToArray();
        var counted = missing.SelectMany(names => names).GroupBy(n => n).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal);
        TestContext.Out.WriteLine(string.Join('\n', counted.Select(g => $"{g.Count(),3} {g.Key}")));
        var bound = missing.Count(names => names.Length == 0);
        Assert.That(s_imports, Has.Length.EqualTo(Drivers));
        Assert.That(bound, Is.GreaterThanOrEqualTo(LeastThatBind), $"{bound} of {Drivers} drivers bind; missing:\n{string.Join(' ', counted.Select(g => g.Key))}");
    }

    [Test]
    public void Loader_provides_only_what_the_kernel_does_not() => Assert.That(s_ofLoader.Where(IsOfKernel), Is.Empty);

    private static bool IsBound(string name) => s_ofLoader.Contains(name) || IsOfKernel(name);

    private static bool IsOfKernel(string name) => DdiCatalogue.FindExported(name) is not null || Array.Exists(DataExports.All, d => d.Name == name);
}
