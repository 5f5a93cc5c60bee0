using Verifier.Kernel;

namespace Verifier.Tests.Kernel.Ke;

/// <summary>Variables that the kernel exports: a driver finds the address, and there is what a model reads by the name.</summary>
public sealed class ExportedDataTests : KeFixture
{
    [Test]
    public void Address_of_a_variable_leads_to_what_it_holds()
    {
        Assert.That(Find("PsInitialSystemProcess").ReadPointer(), Is.EqualTo(Driver.PsInitialSystemProcess));
        Assert.That(Find("IoFileObjectType").ReadPointer(), Is.EqualTo(Driver.IoFileObjectType));
        Assert.That(Find("MmUserProbeAddress").Read<ulong>(), Is.EqualTo(Driver.MmUserProbeAddress).And.EqualTo(RegionLayout.UserProbeAddress));
    }

    [Test]
    public void Each_variable_has_a_place_of_its_own_for_as_long_as_the_machine_runs()
    {
        var places = DataExports.All.Select(d => Find(d.Name).Address).ToArray();
        Assert.That(places, Is.Unique.And.No.Member(0UL));
        Assert.That(DataExports.All.Select(d => Find(d.Name).Address), Is.EqualTo(places));
    }

    [Test]
    public void Machine_that_starts_over_makes_its_places_anew()
    {
        Find("PsProcessType");
        Restart(SystemProfile.Find("windows-xp-x86")!);
        Assert.That(Find("PsThreadType").ReadPointer(), Is.EqualTo(Driver.PsThreadType));
    }

    private Pointer Find(string name) => Driver.MmGetSystemRoutineAddress(Driver.UnicodeLiteral(name));
}
