using System.Runtime.CompilerServices;
using SfIntegration.Http;

namespace SfIntegration.Api;

/// <summary>Every API of one connection.</summary>
internal sealed class OrgApi
{
    private static readonly ConditionalWeakTable<SfConnection, OrgApi> s_byConnection = new();

    public OrgApi(SfConnection connection)
    {
        Connection = connection;
        Query = new QueryApi(connection);
        Rows = new RowsApi(connection);
        Collections = new CollectionsApi(connection);
        Composite = new CompositeApi(connection);
        Describe = new DescribeApi(connection);
        Identity = new IdentityApi(connection);
        Limits = new LimitsApi(connection);
        Metadata = new MetadataApi(connection);
        Tooling = new ToolingApi(connection);
        AppCredentials = new AppCredentialsApi(connection);
        AppUsage = new AppUsageApi(connection);
        EventLogs = new EventLogsApi(connection);
    }

    public SfConnection Connection { get; }

    public SfOrg Org => Connection.Org;

    public QueryApi Query { get; }

    public RowsApi Rows { get; }

    public CollectionsApi Collections { get; }

    public CompositeApi Composite { get; }

    public DescribeApi Describe { get; }

    public IdentityApi Identity { get; }

    public LimitsApi Limits { get; }

    public MetadataApi Metadata { get; }

    public ToolingApi Tooling { get; }

    public AppCredentialsApi AppCredentials { get; }

    public AppUsageApi AppUsage { get; }

    public EventLogsApi EventLogs { get; }

    /// <summary>The one of a connection, so that describes are kept between callers.</summary>
    public static OrgApi For(SfConnection connection) => s_byConnection.GetValue(connection, c => new OrgApi(c));
}
