namespace SfIntegration.Tests.Scope;

/// <summary>Scope files that several tests start from.</summary>
internal static class ScopeTexts
{
    /// <summary>Every key a scope can have.</summary>
    public const string Full = """
        # yaml-language-server: $schema=access-scope.schema.json
        scopeVersion: 1
        name: orders
        owner: { name: Platform Team, contact: platform-team@acme.example }
        identity:
          username: integ-svc-orders@acme.example
          lastName: integ-svc-orders
          email: platform-team@acme.example
          license: Salesforce Integration
          profile: { name: Integ Orders, cloneOf: default }
          role: null
          groups: [Warehouse Bots]
          network: [203.0.113.0/24, 198.51.100.7, 198.51.100.20-198.51.100.29, "2001:db8::/48"]
          hours: { days: mon-fri, from: 06:00, to: 20:00, timeZone: Europe/Berlin }
        environments:
          uat: { username: integ-svc-orders@acme.example.uat }
          dev:
            username: integ-svc-orders@acme.example.dev
            email: dev@acme.example
            lastName: integ-svc-orders-dev
            license: Salesforce
            profile: { name: Integ Dev }
            role: Bots
            groups: []
            network: [10.0.0.0/8]
            hours: { days: "mon,sat", from: 00:00, to: 24:00, timeZone: UTC }
        integrations:
          order-sync:
            purpose: Keeps ERP orders and opportunities in step
            system: SAP S/4HANA
            owner: { name: ERP integration, contact: erp@acme.example }
            approval: { by: security@acme.example, ticket: SEC-1421, date: 2026-10-02, reviewBy: 2027-01-02 }
            expires: 2027-06-30
            permissionSet: Integ_Order_Sync
            usePermissionSets: [npsp__Gift_Entry, Shared_Set]
            permissionSetLicenses: [SalesforceAPIIntegrationPsl]
            objects:
              Account: { access: [read], fields: [AccountNumber, BillingAddress] }
              Opportunity: { access: [read, create, edit], fields: { read: [ExpectedRevenue], edit: [Amount, NextStep] } }
              Invoice__c: { access: [read, create, edit], fields: { edit: all, except: [Internal_Note__c] } }
              Product2: { access: [read], fields: all, records: viewAll, reason: the price list is global }
              Contact: { access: [read], fields: { read: all, except: [SSN__c] }, viewAllFields: true, reason: migration }
              Case: { access: [read], recordTypes: [Support, acme__Billing], records: modifyAll, reason: cleans up }
            systemPermissions: [{ name: ViewSetup, reason: schema discovery }]
            setupAccess: { apexClasses: [OrderSyncEndpoint], customPermissions: [Sync_Orders], flows: [F1], customSettings: [S1__c], customMetadataTypes: [M1__mdt] }
            tabs: { visible: [standard-Account, Invoice__c], available: [standard-Case] }
            app: { name: Order Sync, flow: jwt }
            volume: { callsPerDay: 20000 }
            credential: { rotateEvery: 90d }
          price-read:
            objects:
              Pricebook2: { access: [read] }
        exceptions:
          - { rule: SFI301, target: ViewSetup, reason: schema discovery, owner: ERP integration, approvedBy: security@acme.example, ticket: SEC-1422, expires: 2027-01-01 }
        """;

    /// <summary>The least a scope can say, with room for one more integration key.</summary>
    public static string Small(string integration = "", string after = "") => $$"""
        scopeVersion: 1
        name: small
        identity: { username: svc@acme.example, lastName: svc, email: ops@acme.example }
        integrations:
          job:
            purpose: a job
        {{integration}}
        {{after}}
        """;
}
