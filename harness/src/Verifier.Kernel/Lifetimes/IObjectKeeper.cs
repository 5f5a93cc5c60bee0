namespace Verifier.Kernel;

/// <summary>A part of the kernel that knows objects in drivers' memory.</summary>
internal interface IObjectKeeper
{
    /// <summary>The objects that it still knows in memory that goes away.</summary>
    IEnumerable<LivingObject> LivingIn(MemoryEnd end);

    /// <summary>An object of it was found in memory that goes away, and is about to be reported.</summary>
    void Lost(ulong address)
    {
    }

    /// <summary>The memory is gone, and what was in it has been reported.</summary>
    void MemoryGone(MemoryEnd end)
    {
    }
}
