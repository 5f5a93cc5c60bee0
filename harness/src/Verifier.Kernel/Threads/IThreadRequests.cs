namespace Verifier.Kernel;

/// <summary>Requests that belong to threads.</summary>
internal interface IThreadRequests
{
    /// <summary>
    /// The requests of IoBuildDeviceIoControlRequest and IoBuildSynchronousFsdRequest are the thread's: with it they are cancelled.
    /// </summary>
    void CancelRequestsOf(SimulatedThread thread);
}
