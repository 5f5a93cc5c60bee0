using System.Reflection;
using System.Runtime.Loader;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Tests.Engine.Observation;

/// <summary>What is kept from a run stays what it is when a routine, an event or a shape is added.</summary>
public sealed class StableIdentityTests
{
    [Test]
    public void Traces_of_ten_runs_are_the_same_wherever_routines_stand_in_the_catalogue()
    {
        var another = new BackwardCatalogue();
        const string name = "ExAllocatePoolWithTag";
        Assert.That(another.OrdinalOf(name), Is.EqualTo(DdiCatalogue.All.Count - 1 - GoldenHashes.OrdinalOf(name)), "all have moved");
        Assert.That(another.Take(), Is.EqualTo(GoldenHashes.Take()));
    }

    [Test]
    public void Each_routine_has_a_number_of_its_own() =>
        Assert.That(DdiCatalogue.All.GroupBy(d => d.Number).Where(g => g.Count() > 1).Select(g => string.Join(", ", g)), Is.Empty);

    [Test]
    public void Numbers_of_routines_are_those_that_were_given_once()
    {
        Assert.That(DdiCatalogue.Find("ExAllocatePoolWithTag")!.Number, Is.EqualTo(0xC4A77D9Fu));
        Assert.That(DdiCatalogue.Find("IofCallDriver")!.Number, Is.EqualTo(0x3A59BD1Bu));
    }

    [Test]
    public void Numbers_of_events_are_those_that_were_given_once() => Assert.That(Numbers<TraceEventKind>(), Is.EqualTo(
        "Call 0, Return 1, Raise 2, Injected 3, Shortage 4, Enter 5, Leave 6, OperationBegin 7, OperationEnd 8, Violation 9, Stop 10"));

    [Test]
    public void Numbers_of_shapes_are_those_that_were_given_once() => Assert.That(Numbers<FailureShape>(), Is.EqualTo(
        "CannotFail 0, Null 1, Raise 2, Status 3, Short 4, Stop 5, Alerted 6, OnePage 7, AllButOnePage 8, UserApc 9, QuotaExceeded 10"));

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(value => $"{value} {Convert.ToInt32(value, null)}"));

    /// <summary>The harness once more, in a load context of its own, with the routines of its kernel in the other order.</summary>
    private sealed class BackwardCatalogue : AssemblyLoadContext
    {
        private readonly Type _hashes;

        public BackwardCatalogue()
        {
            var kernel = LoadFromAssemblyName(typeof(Ddi).Assembly.GetName());
            var all = (object[])kernel.GetType(typeof(Ddis).FullName!)!.GetField(nameof(Ddis.All))!.GetValue(null)!;
            Array.Reverse(all);
            var ordinal = kernel.GetType(typeof(Ddi).FullName!)!.GetField($"<{nameof(Ddi.Ordinal)}>k__BackingField", BindingFlags.NonPublic | BindingFlags.Instance)!;
            for (var i = 0; i < all.Length; i++)
            {
                ordinal.SetValue(all[i], i);
            }

            _hashes = LoadFromAssemblyName(typeof(GoldenHashes).Assembly.GetName()).GetType(typeof(GoldenHashes).FullName!)!;
        }

        public string[] Take()
        {
            using var scope = EnterContextualReflection();
            return (string[])_hashes.GetMethod(nameof(GoldenHashes.Take))!.Invoke(null, null)!;
        }

        public int OrdinalOf(string name) => (int)_hashes.GetMethod(nameof(GoldenHashes.OrdinalOf))!.Invoke(null, [name])!;

        // Ours once more; all else is shared.
        protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name!.StartsWith("Verifier.", StringComparison.Ordinal)
            ? LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, assemblyName.Name + ".dll")) : null;
    }
}
