using System.Reflection;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.PublicApi;

/// <summary>What others see of a package changes on purpose only: the change shows in the review of a text file.</summary>
public sealed class SurfaceTests
{
    private const string Update = "VERIFIER_UPDATE_SNAPSHOTS";

    [TestCase("Verifier.Binaries")]
    [TestCase("Verifier.Cli")]
    [TestCase("Verifier.Engine")]
    [TestCase("Verifier.Kernel")]
    [TestCase("Verifier.NUnit")]
    [TestCase("Verifier.Scenarios")]
    [TestCase("Verifier.Workers")]
    public void Assembly_surface_is_the_one_in_the_snapshot(string name)
    {
        var surface = Surface.Of(Assembly.Load(name));
        var path = $"harness/tests/Verifier.Tests/PublicApi/{name}.txt";
        var file = Path.Combine(Tree.Root, path);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, surface);
        }
        var (before, now) = (File.Exists(file) ? Lines(File.ReadAllText(file)) : [], Lines(surface));
        var changes = before.Except(now).Select(line => "- " + line).Concat(now.Except(before).Select(line => "+ " + line));
        Assert.That(
            now,
            Is.EqualTo(before),
            $"{path}:1: the public surface changed. If it should have, write the file again and commit it: "
            + $"{Update}=1 dotnet test harness/tests/Verifier.Tests --filter {nameof(SurfaceTests)}\n{string.Join('\n', changes)}\n");
    }

    [Test]
    public void Every_package_has_a_snapshot()
    {
        var cases = GetType().GetMethod(nameof(Assembly_surface_is_the_one_in_the_snapshot))!.GetCustomAttributes<TestCaseAttribute>();
        var packages = ProjectFile.All.Where(project => project.Property("IsPackable") == "true").Select(project => project.Name);
        Assert.That(cases.Select(one => one.Arguments[0]), Is.EquivalentTo(packages), "a project that is packed");
    }

    [Test]
    public void Of_sample_is_written_in_full() => Assert.That(
        Surface.Of([typeof(Sample<>), typeof(Sample<>.Colour), typeof(Callback)]),
        Is.EqualTo(
            """
            delegate Verifier.Tests.PublicApi.Callback
                virtual Void Invoke(Int32 value)
            abstract class Verifier.Tests.PublicApi.Sample<T> : IDisposable
                Int32 Ready { get; init; }
                T Item[Int32 index] { get; }
                Void Dispose()
                abstract Boolean TryGet(UInt32 size, out T value)
                const String Tag = "mema"
                override String ToString()
                protected new(T value, Int32 depth = 3)
                protected virtual Byte* Pointer<TValue>(ref TValue[] values, in Int64 at)
                static Int32 op_Addition(Sample<T> left, Sample<T> right)
                static event EventHandler Happened
            enum Verifier.Tests.PublicApi.Sample.Colour<T> : Byte
                Blue = 7
                Red = 0
            """.Replace("\r", "", StringComparison.Ordinal) + "\n"));

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
