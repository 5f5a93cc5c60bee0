using NUnit.Framework;
using Verifier.Kernel;

namespace Verifier.Tests.Kernel;

/// <summary>Routines that give a block back, judged one by one against their public pages; a recording run follows them.</summary>
public sealed class ReleaseTests
{
    private static readonly string[] s_releases =
    [
        "ExFreeCacheAwareRundownProtection", "ExFreePool", "ExFreePool2", "ExFreePoolWithTag", "FreeCommonBuffer", "IoFreeMdl",
        "MmFreeContiguousMemory", "MmFreeContiguousMemorySpecifyCache", "MmFreeNonCachedMemory", "MmFreePagesFromMdl", "NdisFreeMdl",
        "NdisFreeMemory", "NdisFreeMemoryWithTagPriority", "RtlFreeAnsiString", "RtlFreeUnicodeString", "SeDeassignSecurity",
        "SeFreePrivileges", "SeReleaseSecurityDescriptor",
    ];

    [Test]
    public void Declarations_say_what_the_table_says() => Assert.That(
        DdiCatalogue.All.Where(ddi => ddi.Releases).Select(ddi => ddi.Name).Order(StringComparer.Ordinal), Is.EqualTo(s_releases));

    [TestCase("ExAllocatePool2")]
    [TestCase("MmFreeMappingAddress", Description = "a range of addresses and no block")]
    [TestCase("FreeMapRegisters", Description = "registers and no block")]
    public void Routine_that_gives_no_block_back_does_not_release(string name) =>
        Assert.That(DdiCatalogue.Find(name)!.Releases, Is.False);
}
